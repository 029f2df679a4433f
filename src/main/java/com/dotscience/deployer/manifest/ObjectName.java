package com.dotscience.deployer.manifest;

import com.dotscience.api.Deployment;
import java.util.Locale;

/** Where a model deployment's objects are: all three have the same name in the same namespace. */
public record ObjectName(String namespace, String name) {

    /** The length of a DNS label (RFC 1123), to which the API server holds the name of a Service. */
    private static final int MAX_LENGTH = 63;

    private static final String PREFIX = "ds-";

    /**
     * {@code ds-<name>-<id up to its first '-'>} as a DNS label: lower case, other characters {@code -}, cut to 63 with
     * the short id kept whole, since it is what tells two long names apart.
     */
    public static ObjectName of(Deployment wanted) {
        String namespace = wanted.getNamespace().isEmpty() ? "default" : wanted.getNamespace();
        String ending = ending(wanted.getId());
        int room = Math.max(0, MAX_LENGTH - PREFIX.length() - ending.length());
        String name = PREFIX + cut(label(wanted.getName()), room) + ending;
        return new ObjectName(namespace, endAlphanumeric(cut(name, MAX_LENGTH)));
    }

    /** Whether a model deployment of this id, whatever its name, has objects that are called so. */
    public static boolean isFor(String id, String name) {
        return name.startsWith(PREFIX) && name.endsWith(ending(id));
    }

    private static String ending(String id) {
        return "-" + label(id.split("-", 2)[0]);
    }

    private static String label(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static String endAlphanumeric(String label) {
        int end = label.length();
        while (label.charAt(end - 1) == '-') {
            end--;
        }
        return label.substring(0, end);
    }
}
