package com.dotscience.deployer.plan;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.IngressManifest;
import com.dotscience.deployer.manifest.RouteVersions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the HTTPRoute of a model deployment and its canary come and go together. A Gateway answers with errors what it cannot lead on,
 * and picks nobody else. So a canary is led to while it serves, and stays as long as it is led to.
 */
public final class CanaryRoute {

    private CanaryRoute() {}

    /** Says whether the requests for a canary come by the HTTPRoute of its model deployment: nothing else leads to its Service. */
    public static boolean isWayTo(Deployment canary) {
        return canary.hasCanary() && canary.getService().getPortsCount() > 0 && !IngressManifest.isWanted(canary);
    }

    /**
     * Says whether a canary answers: it has a Service, and a pod that is ready.
     *
     * @param canary its objects
     */
    public static boolean serves(List<HasMetadata> canary) {
        List<HasMetadata> staying =
                canary.stream().filter(object -> !object.isMarkedForDeletion()).toList();
        return staying.stream().anyMatch(object -> Kind.of(object) == Kind.SERVICE)
                && staying.stream()
                        .filter(io.fabric8.kubernetes.api.model.apps.Deployment.class::isInstance)
                        .map(io.fabric8.kubernetes.api.model.apps.Deployment.class::cast)
                        .anyMatch(deployment -> Rollout.of(deployment).ready() > 0);
    }

    /**
     * Returns the HTTPRoutes that lead requests to a canary.
     *
     * @param stable the objects of its model deployment
     * @param canary its own objects
     */
    public static List<HasMetadata> leading(List<HasMetadata> stable, List<HasMetadata> canary) {
        Set<String> names = canary.stream()
                .map(HasMetadata::getMetadata)
                .map(ObjectMeta::getName)
                .collect(Collectors.toSet());
        return stable.stream()
                .filter(object -> !object.isMarkedForDeletion())
                .filter(route -> backends(route).anyMatch(backend -> names.contains(backend.getName())))
                .toList();
    }

    /** Says whether an HTTPRoute leads to more than one Service. */
    public static boolean isDivided(HasMetadata route) {
        return backends(route).skip(1).findAny().isPresent();
    }

    /** Returns the weight with which an HTTPRoute leads to the Service of this name; empty if it does not. */
    public static Optional<Integer> weight(HasMetadata route, String service) {
        return backends(route)
                .filter(backend -> backend.getName().equals(service))
                .map(HTTPBackendRef::getWeight)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    private static Stream<HTTPBackendRef> backends(HasMetadata route) {
        return RouteVersions.spec(route).stream()
                .flatMap(spec -> spec.getRules().stream())
                .flatMap(rule -> rule.getBackendRefs().stream());
    }
}
