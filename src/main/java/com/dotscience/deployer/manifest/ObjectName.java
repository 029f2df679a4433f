package com.dotscience.deployer.manifest;

import com.dotscience.api.Deployment;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The namespace and the name of a model deployment's objects. All three objects share them, so that one can be found by
 * the other.
 */
public record ObjectName(String namespace, String name) {

    /** The length of the longest DNS label (RFC 1123). The API server accepts no longer name for a Service. */
    private static final int MAX_LENGTH = 63;

    private static final String PREFIX = "ds-";
    private static final Pattern NOT_OF_A_LABEL = Pattern.compile("[^a-z0-9-]");

    /**
     * Returns {@code ds-<name>-<id up to its first '-'>} as a DNS label: in lower case, with {@code -} for other
     * characters, and cut to 63 characters. The short id is never cut, because it alone distinguishes two long names.
     */
    public static ObjectName of(Deployment wanted) {
        String namespace = wanted.getNamespace().isEmpty() ? "default" : wanted.getNamespace();
        String ending = ending(wanted.getId());
        int room = Math.max(0, MAX_LENGTH - PREFIX.length() - ending.length());
        String name = PREFIX + cut(label(wanted.getName()), room) + ending;
        return new ObjectName(namespace, endAlphanumeric(cut(name, MAX_LENGTH)));
    }

    /**
     * Returns whether the objects of a model deployment of this id can have this name, whatever name the model
     * deployment has.
     */
    public static boolean isFor(String id, String name) {
        return name.startsWith(PREFIX) && name.endsWith(ending(id));
    }

    private static String ending(String id) {
        return "-" + label(id.split("-", 2)[0]);
    }

    private static String label(String text) {
        return NOT_OF_A_LABEL.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
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
