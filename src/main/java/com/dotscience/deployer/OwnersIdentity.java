package com.dotscience.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The identity that the cluster's owner sets, so that tokens can change. It is given, or stands in a file, which need not exist. */
final class OwnersIdentity {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private OwnersIdentity() {}

    /**
     * Finds the identity; the file is read each time, so that it can come and change with the token beside it.
     *
     * @throws ConfigurationException if what is set now is none
     */
    static Supplier<Optional<String>> of(Settings settings) {
        String given = settings.text("deployer.identity");
        if (!given.isEmpty()) {
            check("deployer.identity (DEPLOYER_IDENTITY)", given);
            return () -> Optional.of(given);
        }
        String file = settings.text("deployer.identity-file");
        if (file.isEmpty()) {
            return Optional::empty;
        }
        read(Path.of(file)).ifPresent(identity -> check("The identity in " + file, identity));
        return () -> read(Path.of(file));
    }

    /**
     * The identities of other deployers in this cluster.
     *
     * @throws ConfigurationException if one is none
     */
    static Set<String> others(Settings settings) {
        List<String> others = Arrays.stream(
                        settings.text("deployer.identity.others").split(","))
                .map(String::strip)
                .filter(identity -> !identity.isEmpty())
                .toList();
        others.forEach(each -> check("deployer.identity.others (DEPLOYER_IDENTITY_OTHERS)", each));
        return Set.copyOf(others);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(identity -> !identity.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The message does not repeat the value: it may be the token, put into the wrong place. */
    private static void check(String what, String identity) {
        if (!FORM.matcher(identity).matches()) {
            throw new ConfigurationException(
                    what + " must be 1 to 63 letters, digits, '-', '_' or '.', as" + " `ds deployer create` showed it");
        }
    }
}
