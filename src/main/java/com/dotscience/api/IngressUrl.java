package com.dotscience.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the ingresses of a cluster are reached from outside, with {@code *} in the place of the host. The deployer's settings say
 * it, and the deployer tells the Gateway, which shows people the URLs.
 *
 * @param pattern such as {@code https://*} or {@code http://*:30080}
 */
public record IngressUrl(String pattern) {

    /** The default: an ingress controller has certificates and listens at the usual port. */
    public static final IngressUrl USUAL = new IngressUrl("https://*");

    private static final Pattern SYNTAX = Pattern.compile("https?://\\*(?::([1-9][0-9]{0,4}))?");
    private static final int MAX_PORT = 65_535;

    /** Reads a pattern; empty if it is not of this form. */
    public static Optional<IngressUrl> parse(String pattern) {
        Matcher matcher = SYNTAX.matcher(pattern);
        boolean valid =
                matcher.matches() && (matcher.group(1) == null || Integer.parseInt(matcher.group(1)) <= MAX_PORT);
        return valid ? Optional.of(new IngressUrl(pattern)) : Optional.empty();
    }

    /** The URL of a host; empty where there is none, or a wildcard, which is served under many names. */
    public String of(String host) {
        return host.isEmpty() || host.startsWith("*") ? "" : pattern.replace("*", host);
    }
}
