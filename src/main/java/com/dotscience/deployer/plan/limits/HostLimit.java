package com.dotscience.deployer.plan.limits;

import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits the hosts that Ingresses may have. An Ingress with a wildcard or without a host takes requests for more than its own
 * host, so it has to be allowed even where nothing else is limited.
 */
record HostLimit(List<HostPattern> patterns, String given) implements Limit {

    private static final String SETTING = "deployer.allowed.hosts";

    @Override
    public Stream<Breach> breaches(Asked asked) {
        String host = asked.wanted().getIngress().getHost();
        if (!asked.asksForIngress() || patterns.stream().anyMatch(pattern -> pattern.allows(host))) {
            return Stream.empty();
        }
        if (!patterns.isEmpty()) {
            return Stream.of(Breach.of(What.HOST, host, "ingress.host", "allows only " + given, SETTING));
        }
        if (host.isEmpty()) {
            return Stream.of(Breach.of(
                    What.HOST,
                    host,
                    "ingress.host",
                    "has to name none for an Ingress that takes every host that nobody else has",
                    SETTING));
        }
        return host.startsWith("*")
                ? Stream.of(Breach.of(What.HOST, host, "ingress.host", "has to name it to allow a wildcard", SETTING))
                : Stream.empty();
    }
}
