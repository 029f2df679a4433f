package com.dotscience.testing.ingress;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;

/**
 * A host and a path of an Ingress, and where they lead.
 *
 * @param host empty: any; beginning with {@code *.}: whatever stands for one label
 * @param exact whether the path has to be the whole
 */
record Rule(String host, String path, boolean exact, Backend backend) {

    /** The best first: an exact host before a wildcard before none, the longest path, an exact path before a prefix. */
    static final Comparator<Rule> BEST_FIRST = Comparator.comparing((Rule rule) -> rule.host.isEmpty())
            .thenComparing(rule -> rule.host.startsWith("*"))
            .thenComparing(rule -> -rule.path.length())
            .thenComparing(rule -> !rule.exact);

    static Rule of(String host, HTTPIngressPath path, Backend backend) {
        return new Rule(
                Objects.requireNonNullElse(host, "").toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(path.getPath(), "/"),
                "Exact".equals(path.getPathType()),
                backend);
    }

    boolean matches(String otherHost, String otherPath) {
        return matchesHost(otherHost.toLowerCase(Locale.ROOT)) && matchesPath(otherPath);
    }

    private boolean matchesHost(String other) {
        if (!host.startsWith("*.")) {
            return host.isEmpty() || host.equals(other);
        }
        int dot = other.indexOf('.');
        return dot > 0 && other.substring(dot).equals(host.substring(1));
    }

    /** A prefix is one of whole elements: {@code /a} is one of {@code /a/b} and none of {@code /ab}. */
    private boolean matchesPath(String other) {
        if (exact) {
            return path.equals(other);
        }
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return other.equals(prefix) || other.startsWith(prefix + "/");
    }
}
