package com.dotscience.deployer.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatus;
import java.util.Optional;

/** The versions of the HTTPRoute. They differ in their name alone, but each has a class of its own. */
public final class RouteVersions {

    /** Of the Gateway API before its release 1.0. */
    private static final String OLDER = "v1beta1";

    private RouteVersions() {}

    /** @param apiVersion {@code gateway.networking.k8s.io/v1} or {@code gateway.networking.k8s.io/v1beta1} */
    static HasMetadata of(ObjectMeta metadata, HTTPRouteSpec spec, String apiVersion) {
        return apiVersion.endsWith(OLDER)
                ? new io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRouteBuilder()
                        .withMetadata(metadata)
                        .withSpec(spec)
                        .build()
                : new HTTPRouteBuilder().withMetadata(metadata).withSpec(spec).build();
    }

    /** Returns what an HTTPRoute asks for; empty if the object is none. */
    public static Optional<HTTPRouteSpec> spec(HasMetadata object) {
        if (object instanceof HTTPRoute route) {
            return Optional.ofNullable(route.getSpec());
        }
        return object instanceof io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute route
                ? Optional.ofNullable(route.getSpec())
                : Optional.empty();
    }

    /** Returns what was answered to an HTTPRoute; empty if nobody has answered, or if the object is none. */
    public static Optional<HTTPRouteStatus> status(HasMetadata object) {
        if (object instanceof HTTPRoute route) {
            return Optional.ofNullable(route.getStatus());
        }
        return object instanceof io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute route
                ? Optional.ofNullable(route.getStatus())
                : Optional.empty();
    }
}
