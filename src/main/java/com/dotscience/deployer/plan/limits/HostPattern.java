package com.dotscience.deployer.plan.limits;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern for allowed hosts. It is one host; or, with {@code *} as its first label, every host that has another label there,
 * as in an Ingress, which includes the Ingress with that very wildcard; or {@link #ANY} for all hosts; or {@link #NONE} for an
 * Ingress without a host, which answers for every host that no other Ingress has.
 */
record HostPattern(String text) {

    static final String ANY = "*";
    static final String NONE = "none";

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?" + LABEL + "(?:\\." + LABEL + ")*");

    /**
     * Reads a pattern; empty if the text is none. A pattern consists of whole labels in lower case and has no dot at the end.
     */
    static Optional<HostPattern> parse(String text) {
        return text.equals(ANY) || HOST.matcher(text).matches() ? Optional.of(new HostPattern(text)) : Optional.empty();
    }

    /**
     * Says whether the pattern allows a host.
     *
     * @param host as it is asked for; empty for an Ingress without one
     */
    boolean allows(String host) {
        if (text.equals(ANY)) {
            return true;
        }
        if (host.isEmpty() || text.equals(NONE)) {
            return host.isEmpty() && text.equals(NONE);
        }
        int dot = host.indexOf('.');
        return host.equals(text)
                || text.startsWith("*.")
                        && dot > 0
                        // The endings are compared first, because the regular expression suits ordinary lengths only:
                        // it meets no ending that is longer than the pattern's own.
                        && host.substring(dot).equals(text.substring(1))
                        && HOST.matcher(host).matches();
    }
}
