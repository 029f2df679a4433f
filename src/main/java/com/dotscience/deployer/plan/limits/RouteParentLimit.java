package com.dotscience.deployer.plan.limits;

import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits the Gateways that HTTPRoutes may name. Without patterns it allows none: a Gateway is an address of the whole cluster, and of
 * other teams, at which a route could take over paths of hosts.
 */
record RouteParentLimit(List<NamePattern> patterns, String given) implements Limit {

    @Override
    public Stream<Breach> breaches(Asked asked) {
        String own = ObjectName.of(asked.wanted()).namespace();
        return asked.asksForRoute()
                ? asked.wanted().getIngress().getRouteParentsList().stream()
                        .map(parent -> RouteParents.text(parent, own))
                        .distinct()
                        .filter(parent -> patterns.stream().noneMatch(pattern -> allows(pattern, parent)))
                        .map(parent -> Breach.of(
                                What.ROUTE_PARENT,
                                parent,
                                "ingress.route_parents",
                                patterns.isEmpty() ? "allows none unless it is set" : "allows only " + given,
                                "deployer.allowed.route-parents"))
                : Stream.empty();
    }

    /** A pattern without a namespace is about Gateways of that name wherever they are. */
    private static boolean allows(NamePattern pattern, String parent) {
        return pattern.matches(pattern.text().indexOf('/') < 0 ? parent.substring(parent.indexOf('/') + 1) : parent);
    }
}
