package com.dotscience.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which names of variables look like those of secrets, whose values are nothing for a model deployment: everybody reads those. */
public final class SecretNames {

    private static final Set<String> WORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "pass",
            "pwd",
            "secret",
            "secrets",
            "token",
            "credential",
            "credentials",
            "apikey",
            "privatekey");

    /** What makes a key one that nobody is to know, and no key of a map. */
    private static final Set<String> KINDS_OF_KEY =
            Set.of("api", "access", "private", "secret", "encryption", "signing", "auth", "account", "license");

    private SecretNames() {}

    /** Whether a variable of this name looks like one that holds a secret. */
    public static boolean include(String name) {
        List<String> words = Arrays.stream(name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT)
                        .split("[-._]"))
                .toList();
        for (int i = 0; i < words.size(); i++) {
            if (WORDS.contains(words.get(i))
                    || i > 0 && words.get(i).equals("key") && KINDS_OF_KEY.contains(words.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns why the value of a variable is refused, and what to do.
     *
     * @param remedy how to refer to a Secret, and what to do if it is none
     */
    public static String refusal(String name, String namespace, String remedy) {
        return name + " looks like the name of a secret, and whoever may see the model deployment would see its value."
                + " Make a Secret in the cluster: kubectl -n " + (namespace.isEmpty() ? "default" : namespace)
                + " create secret generic SECRET --from-literal=KEY=..., and " + remedy;
    }
}
