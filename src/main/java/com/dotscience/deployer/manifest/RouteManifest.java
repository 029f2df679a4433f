package com.dotscience.deployer.manifest;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressHosts;
import com.dotscience.api.IngressPath;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.RouteParent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatchBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRuleBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpecBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import java.util.List;

/**
 * Builds the HTTPRoute, which takes the place of the Ingress where parents are named. It says what the API server would fill in, so
 * that a comparison finds real differences only, but for the empty group of the Service: an API server of Kubernetes 1.20 takes an empty
 * text of a custom resource for null where it was built with a newer Go.
 */
public final class RouteManifest {

    public static final String KIND = "HTTPRoute";

    private static final String GATEWAY_GROUP = "gateway.networking.k8s.io";
    private static final String PREFIX = "PathPrefix";
    private static final String EXACT = "Exact";
    private static final int PERCENT = 100;

    private RouteManifest() {}

    /** Says whether an HTTPRoute is asked for. Without a Service there is nothing that it could lead to. */
    public static boolean isWanted(Deployment wanted) {
        return wanted.getIngress().getRouteParentsCount() > 0
                && wanted.getService().getPortsCount() > 0;
    }

    /**
     * Returns the HTTPRoute.
     *
     * @param apiVersion in which the cluster serves it
     * @throws InvalidModelDeploymentException if something is asked for that only an Ingress has
     */
    static HasMetadata of(Deployment wanted, ObjectMeta metadata, String apiVersion) {
        IngressSpec asked = wanted.getIngress();
        refuse("ingress.class", asked.getClass_());
        refuse("ingress.tls_secret", asked.getTlsSecret());
        refuse("ingress.annotations", asked.getAnnotationsMap().isEmpty() ? "" : "some");
        List<String> hosts = IngressHosts.of(asked);
        HTTPRouteSpec spec = new HTTPRouteSpecBuilder()
                .withParentRefs(asked.getRouteParentsList().stream()
                        .map(RouteManifest::parent)
                        .toList())
                .withHostnames(hosts)
                .withRules(rule(wanted, metadata.getName()))
                .build();
        return RouteVersions.of(metadata, spec, apiVersion);
    }

    private static ParentReference parent(RouteParent asked) {
        return new ParentReferenceBuilder()
                .withGroup(GATEWAY_GROUP)
                .withKind("Gateway")
                .withNamespace(asked.getNamespace().isEmpty() ? null : asked.getNamespace())
                .withName(asked.getName())
                .withSectionName(asked.getSectionName().isEmpty() ? null : asked.getSectionName())
                .build();
    }

    private static HTTPRouteRule rule(Deployment wanted, String service) {
        return new HTTPRouteRuleBuilder()
                .withMatches(new HTTPRouteMatchBuilder()
                        .withNewPath()
                        .withType(pathType(wanted.getIngress().getPathType()))
                        .withValue(path(wanted.getIngress()))
                        .endPath()
                        .build())
                .withBackendRefs(backends(wanted, service))
                .build();
    }

    /** A Gateway sends each backend so many of the requests as its weight is of the sum of all, which is a hundred where there are two. */
    private static List<HTTPBackendRef> backends(Deployment wanted, String service) {
        int port = PredictionsPort.of(wanted.getService().getPortsList());
        if (!wanted.hasCanary()) {
            return List.of(backend(service, port, 1));
        }
        int weight = wanted.getCanary().getWeight();
        if (weight < 0 || weight > PERCENT) {
            throw new InvalidModelDeploymentException("canary.weight", "is " + weight + ": it has to be from 0 to 100");
        }
        return List.of(backend(service, port, PERCENT - weight), backend(CanaryManifest.service(wanted), port, weight));
    }

    private static HTTPBackendRef backend(String service, int port, int weight) {
        return new HTTPBackendRefBuilder()
                .withKind("Service")
                .withName(service)
                .withPort(port)
                .withWeight(weight)
                .build();
    }

    private static String path(IngressSpec asked) {
        String path = IngressPath.of(asked);
        if (!IngressPath.isValid(path)) {
            throw new InvalidModelDeploymentException("ingress.path", "has to be " + IngressPath.ALLOWED);
        }
        return path;
    }

    private static String pathType(String asked) {
        return switch (asked) {
            case "", "Prefix" -> PREFIX;
            case EXACT -> EXACT;
            default ->
                throw new InvalidModelDeploymentException(
                        "ingress.path_type", "has to be Prefix or Exact for an HTTPRoute, which knows no other");
        };
    }

    private static void refuse(String field, String value) {
        if (!value.isEmpty()) {
            throw new InvalidModelDeploymentException(
                    field, "is of an Ingress, and an HTTPRoute takes its place: take it out, or ingress.route_parents");
        }
    }
}
