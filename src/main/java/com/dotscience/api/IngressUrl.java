package com.dotscience.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL by which the ingresses of a cluster are reached from outside, with {@code *} in the place of the host. It is a setting of
 * the deployer, which reports it to the Gateway, which shows the URLs to people.
 *
 * @param pattern such as {@code https://*} or {@code http://*:30080}
 */
public record IngressUrl(String pattern) {

    /** The default, for an ingress controller that has certificates and listens on the standard port. */
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

    /** The URL of what is asked for; empty if there is no host but wildcards, which stand for many names. */
    public String of(IngressSpec asked) {
        String path = asked.getPath().equals(IngressPath.ALL) ? "" : asked.getPath();
        return IngressHosts.of(asked).stream()
                .filter(host -> !host.startsWith("*"))
                .findFirst()
                .map(host -> pattern.replace("*", host) + path)
                .orElse("");
    }
}
