package com.dotscience.deployer.plan.limits;

import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.stream.Stream;

/**
 * The namespaces that models may be in. Those of Kubernetes itself and the deployer's own have to be named; {@code *} alone names
 * none.
 *
 * @param own the deployer's own namespace
 * @param served what the deployer is told to serve, which names them as well
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
