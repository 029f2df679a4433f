package com.dotscience.deployer.plan.limits;

import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits the namespaces that models may be in. The namespaces of Kubernetes and of the deployer itself are allowed only if the
 * setting names them, because a model there could harm more than itself; {@code *} does not name them.
 *
 * @param own the namespace of the deployer itself
 * @param served the namespaces that the deployer is told to serve, which count as named
 */
record NamespaceLimit(List<NamePattern> patterns, String given, String own, List<String> served) implements Limit {

    private static final String SETTING = "deployer.allowed.namespaces";

    @Override
    public Stream<Breach> breaches(Asked asked) {
        String namespace = ObjectName.of(asked.wanted()).namespace();
        if (isNamed(namespace) || patterns.isEmpty() && served.contains(namespace)) {
            return Stream.empty();
        }
        if (namespace.startsWith("kube-") || namespace.equals(own)) {
            return Stream.of(Breach.of(
                    What.NAMESPACE,
                    namespace,
                    "namespace",
                    "has to name it to allow "
                            + (namespace.equals(own) ? "the deployer's own" : "one of Kubernetes' own"),
                    SETTING));
        }
        boolean allowed = patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(namespace));
        return allowed
                ? Stream.empty()
                : Stream.of(Breach.of(What.NAMESPACE, namespace, "namespace", "allows only " + given, SETTING));
    }

    private boolean isNamed(String namespace) {
        return patterns.stream()
                .anyMatch(pattern -> !pattern.text().equals(NamePattern.ANY) && pattern.matches(namespace));
    }
}
