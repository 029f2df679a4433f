package com.dotscience.deployer.plan.limits;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A full reference to an image, as container runtimes read it: {@code nginx} is {@code docker.io/library/nginx:latest}. Limits
 * compare full references, so that no short form slips through.
 *
 * <p>The grammar is that of <a href="https://pkg.go.dev/github.com/distribution/reference">distribution/reference</a>. No
 * runtime pulls what is outside of it, such as a host with a dot at its end or a path with capital letters.
 *
 * @param registry host in lower case, with its port if there is one
 * @param path within the registry
 * @param tag empty if the reference has a digest and no tag
 * @param digest empty if there is none; where there is one, runtimes ignore the tag
 */
public record ImageReference(String registry, String path, String tag, String digest) {

    private static final String DEFAULT_REGISTRY = "docker.io";
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final Pattern REGISTRY =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-fA-F:]+])(?::[0-9]+)?");
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern REST = Pattern.compile("(" + COMPONENT + "(?:/" + COMPONENT + ")*)"
            + "(?::([a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}))?"
            + "(?:@([a-zA-Z][a-zA-Z0-9]*(?:[-_+.][a-zA-Z][a-zA-Z0-9]*)*:[0-9a-fA-F]{32,}))?");
    private static final int MAX_LENGTH = 512;

    /** Reads a reference; empty if no runtime would accept it. */
    public static Optional<ImageReference> parse(String text) {
        return parts(text)
                .map(parts -> parts.tag.isEmpty() && parts.digest.isEmpty()
                        ? new ImageReference(parts.registry, parts.path, "latest", "")
                        : parts);
    }

    /** Reads a reference as {@link #parse} does, but adds no tag where none is given. */
    static Optional<ImageReference> parts(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        boolean named = slash >= 0 && isRegistry(text.substring(0, slash));
        String registry = named ? text.substring(0, slash) : DEFAULT_REGISTRY;
        Matcher rest = REST.matcher(named ? text.substring(slash + 1) : text);
        if (!REGISTRY.matcher(registry).matches() || !rest.matches()) {
            return Optional.empty();
        }
        String host = registry(registry);
        boolean official = host.equals(DEFAULT_REGISTRY) && rest.group(1).indexOf('/') < 0;
        return Optional.of(new ImageReference(
                host, (official ? "library/" : "") + rest.group(1), orEmpty(rest.group(2)), orEmpty(rest.group(3))));
    }

    /** Says whether the first part of a reference is a registry, and not the first part of a path at Docker Hub. */
    static boolean isRegistry(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    /** Returns the registry in lower case; empty if the text is no name of a registry. */
    static Optional<String> registryOf(String text) {
        return REGISTRY.matcher(text).matches() ? Optional.of(registry(text)) : Optional.empty();
    }

    private static String registry(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        return host.equals("index.docker.io") ? DEFAULT_REGISTRY : host;
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }

    @Override
    public String toString() {
        return registry + "/" + path + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
