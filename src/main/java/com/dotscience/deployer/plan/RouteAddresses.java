package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.RouteVersions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses under which an HTTPRoute is reached: the controller of a Gateway decides between two routes of one address. */
public final class RouteAddresses {

    private RouteAddresses() {}

    /** Returns host, path and Gateway of each rule; none if the object is no HTTPRoute. */
    public static List<String> of(HasMetadata object) {
        return RouteVersions.spec(object)
                .map(spec -> of(spec, object.getMetadata().getNamespace()))
                .orElse(List.of());
    }

    private static List<String> of(HTTPRouteSpec route, String namespace) {
        return route.getHostnames().stream()
                .flatMap(host -> route.getRules().stream()
                        .flatMap(rule -> rule.getMatches().stream())
                        .map(HTTPRouteMatch::getPath)
                        .flatMap(Stream::ofNullable)
                        .flatMap(path -> route.getParentRefs().stream()
                                .map(parent -> host + path.getValue() + " " + gateway(parent, namespace))))
                .distinct()
                .toList();
    }

    private static String gateway(ParentReference parent, String namespace) {
        return Objects.requireNonNullElse(parent.getNamespace(), namespace) + "/" + parent.getName();
    }

    /**
     * Whether two objects with a common address can really meet there: two HTTPRoutes do not, where each is at a listener of its own of
     * the Gateway. A route that names no listener is at all of them.
     */
    public static boolean meet(HasMetadata one, HasMetadata other) {
        Optional<HTTPRouteSpec> first = RouteVersions.spec(one);
        Optional<HTTPRouteSpec> second = RouteVersions.spec(other);
        return first.isEmpty()
                || second.isEmpty()
                || first.get().getParentRefs().stream()
                        .anyMatch(parent -> second.get().getParentRefs().stream()
                                .anyMatch(its -> gateway(
                                                        parent,
                                                        one.getMetadata().getNamespace())
                                                .equals(gateway(
                                                        its, other.getMetadata().getNamespace()))
                                        && sharesListener(parent, its)));
    }

    private static boolean sharesListener(ParentReference one, ParentReference other) {
        return one.getSectionName() == null
                || other.getSectionName() == null
                || one.getSectionName().equals(other.getSectionName());
    }
}
