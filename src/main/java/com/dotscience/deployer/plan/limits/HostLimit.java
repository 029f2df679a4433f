package com.dotscience.deployer.plan.limits;

import com.dotscience.api.IngressHosts;
import com.dotscience.api.IngressSpec;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits the hosts that Ingresses and HTTPRoutes may have. One with a wildcard or without a host takes requests for more than its own
 * host, so it has to be allowed even where nothing else is limited.
 */
record HostLimit(List<HostPattern> patterns, String given) implements Limit {

    private static final String SETTING = "deployer.allowed.hosts";

    @Override
    public Stream<Breach> breaches(Asked asked) {
        if (!asked.asksForIngress() && !asked.asksForRoute()) {
            return Stream.empty();
        }
        IngressSpec ingress = asked.wanted().getIngress();
        return ingress.getHost().isEmpty() && ingress.getAdditionalHostsCount() == 0
                ? breach("ingress.host", "")
                : IngressHosts.of(ingress).stream()
                        .flatMap(host -> breach(
                                host.equals(ingress.getHost()) ? "ingress.host" : "ingress.additional_hosts", host));
    }

    private Stream<Breach> breach(String field, String host) {
        if (patterns.stream().anyMatch(pattern -> pattern.allows(host))) {
            return Stream.empty();
        }
        if (!patterns.isEmpty()) {
            return Stream.of(Breach.of(What.HOST, host, field, "allows only " + given, SETTING));
        }
        if (host.isEmpty()) {
            return Stream.of(Breach.of(
                    What.HOST,
                    host,
                    field,
                    "has to name none for an Ingress that takes every host that nobody else has",
                    SETTING));
        }
        return host.startsWith("*")
                ? Stream.of(Breach.of(What.HOST, host, field, "has to name it to allow a wildcard", SETTING))
                : Stream.empty();
    }
}
