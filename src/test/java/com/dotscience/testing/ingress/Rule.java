package com.dotscience.testing.ingress;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A host and a path of an Ingress, and where they lead.
 *
 * @param host empty: any; beginning with {@code *.}: whatever stands for one label
 * @param exact whether the path has to be the whole
 * @param weight of a canary: how many of a hundred requests go to it
 * @param canary the rule that gets a part of the requests to this one
 */
record Rule(String host, String path, boolean exact, Backend backend, int weight, Optional<Rule> canary) {

    /** The best first: an exact host before a wildcard before none, the longest path, an exact path before a prefix. */
    static final Comparator<Rule> BEST_FIRST = Comparator.comparing((Rule rule) -> rule.host.isEmpty())
            .thenComparing(rule -> rule.host.startsWith("*"))
            .thenComparing(rule -> -rule.path.length())
            .thenComparing(rule -> !rule.exact);

    static Rule of(String host, HTTPIngressPath path, Backend backend, int weight) {
        return new Rule(
                Objects.requireNonNullElse(host, "").toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(path.getPath(), "/"),
                "Exact".equals(path.getPathType()),
                backend,
                weight,
                Optional.empty());
    }

    /** Returns this rule with the first canary of its host and path. There can be one only. */
    Rule with(List<Rule> canaries) {
        return new Rule(
                host,
                path,
                exact,
                backend,
                weight,
                canaries.stream()
                        .filter(other -> other.host.equals(host) && other.path.equals(path))
                        .findFirst());
    }

    /**
     * Returns where a request goes. A canary of which no pod is ready gets none.
     *
     * @param percent gives a number from 0 to 99
     */
    Backend backend(IntSupplier percent) {
        return canary.filter(other -> !other.backend.endpoints().isEmpty() && percent.getAsInt() < other.weight)
                .map(Rule::backend)
                .orElse(backend);
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
