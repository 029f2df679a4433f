package com.dotscience.deployer.plan.limits;

import java.util.Arrays;
import java.util.List;

/**
 * A pattern for names, in which each {@code *} stands for any number of characters. It is simple enough for an owner to see
 * what it allows.
 */
record NamePattern(String text) {

    static final String ANY = "*";

    /**
     * Says whether a name matches. It searches for each part once, from where the part before it ended, so that no name takes
     * long, however long it is.
     */
    boolean matches(String name) {
        List<String> parts = Arrays.asList(text.split("\\*", -1));
        if (parts.size() == 1) {
            return name.equals(text);
        }
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        int end = name.length() - last.length();
        if (first.length() > end || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        int from = first.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = name.indexOf(part, from);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            from = found + part.length();
        }
        return true;
    }
}
