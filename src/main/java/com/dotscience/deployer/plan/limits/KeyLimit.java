package com.dotscience.deployer.plan.limits;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.deployer.plan.limits.Breach.What;
import com.dotscience.deployer.plan.limits.PodKeys.Keyed;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Limits by their keys what is given to pods and Ingresses and what others act on: a toleration lets a pod onto nodes that are kept for
 * others, an annotation is an order to whoever reads it, and by a label another Service or policy takes the pod for one of its own.
 * Without patterns it allows none.
 */
record KeyLimit(
        What what,
        String field,
        String setting,
        Function<Asked, Stream<Keyed>> keys,
        List<NamePattern> patterns,
        String given)
        implements Limit {

    static KeyLimit tolerations(List<NamePattern> patterns, String given) {
        return ofPods(What.TOLERATION, "tolerations", PodKeys::tolerations, patterns, given);
    }

    static KeyLimit annotations(List<NamePattern> patterns, String given) {
        return ofPods(What.POD_ANNOTATION, "pod_annotations", PodKeys::annotations, patterns, given);
    }

    static KeyLimit labels(List<NamePattern> patterns, String given) {
        return ofPods(What.POD_LABEL, "pod_labels", PodKeys::labels, patterns, given);
    }

    private static KeyLimit ofPods(
            What what,
            String field,
            Function<DeploymentSpec, Stream<Keyed>> keys,
            List<NamePattern> patterns,
            String given) {
        return new KeyLimit(
                what,
                "deployment." + field,
                "deployer.allowed." + field.replace('_', '-'),
                asked -> keys.apply(asked.wanted().getDeployment()),
                patterns,
                given);
    }

    static KeyLimit ingressAnnotations(List<NamePattern> patterns, String given) {
        return new KeyLimit(
                What.INGRESS_ANNOTATION,
                "ingress.annotations",
                "deployer.allowed.ingress-annotations",
                asked -> asked.asksForIngress()
                        ? PodKeys.annotations(asked.wanted().getIngress())
                        : Stream.empty(),
                patterns,
                given);
    }

    @Override
    public Stream<Breach> breaches(Asked asked) {
        return keys.apply(asked)
                .filter(each -> patterns.stream().noneMatch(pattern -> pattern.matches(each.key())))
                .map(each -> new Breach(what, each.text(), sentence(each.key())));
    }

    private String sentence(String key) {
        String rule = patterns.isEmpty() ? "allows none unless it is set" : "allows only " + given;
        return Breach.of(what, key, "a key of " + field, rule, setting).sentence();
    }
}
