package com.dotscience.deployer.plan.limits;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hosts that are allowed: one; with a {@code *} as its first label all that have another label there, as in an Ingress, that
 * Ingress's own host among them; {@link #ANY} at all; or {@link #NONE}, which is an Ingress for whatever host nobody else has.
 */
record HostPattern(String text) {

    static final String ANY = "*";
    static final String NONE = "none";

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?" + LABEL + "(?:\\." + LABEL + ")*");

    /** Empty if it is none: whole labels, in small letters, without a dot at the end. */
    static Optional<HostPattern> parse(String text) {
        return text.equals(ANY) || HOST.matcher(text).matches() ? Optional.of(new HostPattern(text)) : Optional.empty();
    }

    /** @param host as it is asked for, empty for none */
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
                        // Before the pattern is asked, which is made for names as long as these.
                        && host.substring(dot).equals(text.substring(1))
                        && HOST.matcher(host).matches();
    }
}
