package com.dotscience.deployer.plan.limits;

import com.dotscience.deployer.manifest.ServiceType;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Limits the names that one field may have. Without patterns it allows any, because several fields differ only in what they are
 * called.
 *
 * @param named returns the values of the field in the form of the patterns; none where the field is not asked for
 */
record NameLimit(
        What what,
        String setting,
        String field,
        Function<Asked, Stream<String>> named,
        List<NamePattern> patterns,
        String given)
        implements Limit {

    /** This word in the setting stands for an Ingress without a class, which gets the default class of the cluster. */
    private static final String NONE = "none";

    static NameLimit ingressClasses(List<NamePattern> patterns, String given) {
        return new NameLimit(
                What.INGRESS_CLASS,
                "deployer.allowed.ingress-classes",
                "ingress.class",
                asked -> asked.asksForIngress()
                        ? Stream.of(asked.wanted().getIngress().getClass_())
                        : Stream.empty(),
                patterns,
                given);
    }

    static NameLimit serviceTypes(List<NamePattern> patterns, String given) {
        return new NameLimit(
                What.SERVICE_TYPE,
                "deployer.allowed.service-types",
                "service.type",
                asked -> asked.wanted().getService().getPortsCount() > 0
                        ? Stream.of(ServiceType.of(asked.wanted().getService().getType()))
                        : Stream.empty(),
                patterns,
                given);
    }

    @Override
    public Stream<Breach> breaches(Asked asked) {
        return named.apply(asked)
                .filter(name -> !allows(name))
                .map(name -> Breach.of(what, name, field, "allows only " + given, setting));
    }

    private boolean allows(String name) {
        String written = name.isEmpty() ? NONE : name;
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(written));
    }
}
