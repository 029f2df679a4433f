package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.RouteAddresses;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressRuleValue;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The addresses under which an Ingress or an HTTPRoute is reached. Two of a kind with a common address take each other's requests.
 */
final class Addresses {

    private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

    private Addresses() {}

    /**
     * Host, path and class of each rule of an Ingress, or host, path and Gateway of each rule of an HTTPRoute; the same controller decides
     * between those that are equal. An object of another kind has none.
     */
    static List<String> of(HasMetadata object) {
        return object instanceof Ingress ingress ? of(ingress) : RouteAddresses.of(object);
    }

    private static List<String> of(Ingress ingress) {
        if (ingress.getSpec() == null) {
            return List.of();
        }
        String handledBy = classOf(ingress);
        return ingress.getSpec().getRules().stream()
                .filter(rule -> rule.getHost() != null && !rule.getHost().isEmpty())
                .flatMap(rule -> paths(rule).map(path -> rule.getHost() + path + " " + handledBy))
                .distinct()
                .toList();
    }

    private static Stream<String> paths(IngressRule rule) {
        return Optional.ofNullable(rule.getHttp()).map(HTTPIngressRuleValue::getPaths).stream()
                .flatMap(List::stream)
                .map(HTTPIngressPath::getPath)
                .map(path -> path == null ? "/" : path);
    }

    private static String classOf(Ingress ingress) {
        return Optional.ofNullable(ingress.getSpec().getIngressClassName())
                .or(() -> Optional.ofNullable(ingress.getMetadata().getAnnotations())
                        .map(annotations -> annotations.get(CLASS_ANNOTATION)))
                .orElse("");
    }
}
