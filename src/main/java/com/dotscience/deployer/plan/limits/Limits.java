package com.dotscience.deployer.plan.limits;

import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All limits of the cluster's owner (R12). They hold whatever a Gateway asks for. */
public final class Limits {

    private final List<Limit> limits;

    private Limits(List<Limit> limits) {
        this.limits = limits;
    }

    /**
     * Reads the limits from the settings.
     *
     * @param setting returns the text of a setting {@code deployer.allowed.*}; empty if it is not set
     * @param ownNamespace the namespace of the deployer itself
     * @param served the namespaces that the deployer is told to serve; empty for all
     * @throws WrongLimitException if one cannot be understood
     */
    public static Limits of(UnaryOperator<String> setting, String ownNamespace, List<String> served) {
        String images = setting.apply("deployer.allowed.images");
        String hosts = setting.apply("deployer.allowed.hosts");
        String namespaces = setting.apply("deployer.allowed.namespaces");
        String classes = setting.apply("deployer.allowed.ingress-classes");
        String types = setting.apply("deployer.allowed.service-types");
        String labels = setting.apply("deployer.allowed.labels");
        String secrets = setting.apply("deployer.allowed.secrets");
        String configMaps = setting.apply("deployer.allowed.config-maps");
        String claims = setting.apply("deployer.allowed.volume-claims");
        String accounts = setting.apply("deployer.allowed.service-accounts");
        String priorities = setting.apply("deployer.allowed.priority-classes");
        String tolerations = setting.apply("deployer.allowed.tolerations");
        String podAnnotations = setting.apply("deployer.allowed.pod-annotations");
        String podLabels = setting.apply("deployer.allowed.pod-labels");
        String ingressAnnotations = setting.apply("deployer.allowed.ingress-annotations");
        String routeParents = setting.apply("deployer.allowed.route-parents");
        String recordSinks = setting.apply("deployer.allowed.record-sinks");
        String ids = setting.apply("deployer.allowed.ids");
        return new Limits(List.of(
                new IdLimit(names(ids), ids),
                new NamespaceLimit(names(namespaces), namespaces, ownNamespace, served),
                new ImageLimit(
                        list(
                                "deployer.allowed.images",
                                images,
                                ImagePattern::parse,
                                "must be registries and repositories, separated by commas, such as registry.example.com,"
                                        + " registry.example.com/team or nginx"),
                        images),
                new ReplicaLimit(most(setting.apply("deployer.allowed.max-replicas"))),
                NameLimit.serviceTypes(names(types), types),
                NameLimit.ingressClasses(names(classes), classes),
                new HostLimit(
                        list(
                                "deployer.allowed.hosts",
                                hosts,
                                HostPattern::parse,
                                "must be hosts in small letters, separated by commas, such as models.example.com or"
                                        + " *.example.com; none for an Ingress without a host, * for all"),
                        hosts),
                new LabelLimit(names(labels), labels),
                ReferenceLimit.secrets(names(secrets), secrets),
                ReferenceLimit.configMaps(names(configMaps), configMaps),
                ReferenceLimit.claims(names(claims), claims),
                ReferenceLimit.serviceAccounts(names(accounts), accounts),
                ReferenceLimit.priorityClasses(names(priorities), priorities),
                KeyLimit.tolerations(names(tolerations), tolerations),
                KeyLimit.annotations(names(podAnnotations), podAnnotations),
                KeyLimit.labels(names(podLabels), podLabels),
                KeyLimit.ingressAnnotations(names(ingressAnnotations), ingressAnnotations),
                new RouteParentLimit(names(routeParents), routeParents),
                new RecordSinkLimit(names(recordSinks), recordSinks)));
    }

    /**
     * Returns every breach, in the order of the limits; none if all is allowed. What cannot be made breaks nothing else, because it may
     * not say all that it asks for.
     */
    public List<Breach> breaches(Asked asked) {
        if (asked.refusal().isPresent()) {
            return List.of(new Breach(What.FORM, "", asked.refusal().get()));
        }
        return limits.stream().flatMap(limit -> limit.breaches(asked)).toList();
    }

    private static List<NamePattern> names(String text) {
        return elements(text).map(NamePattern::new).toList();
    }

    private static long most(String text) {
        if (text.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            long most = Long.parseLong(text);
            if (most >= 0) {
                return most;
            }
        } catch (NumberFormatException e) {
            // A text that is no number gets the same message as a negative number, which follows.
        }
        throw new WrongLimitException("deployer.allowed.max-replicas", "must be a whole number from 0");
    }

    private static <T> List<T> list(String name, String text, Function<String, Optional<T>> parse, String otherwise) {
        return elements(text)
                .map(element -> parse.apply(element).orElseThrow(() -> new WrongLimitException(name, otherwise)))
                .toList();
    }

    private static Stream<String> elements(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).filter(element -> !element.isEmpty());
    }
}
