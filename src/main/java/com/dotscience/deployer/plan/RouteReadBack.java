package com.dotscience.deployer.plan;

import static java.util.Objects.requireNonNullElse;

import com.dotscience.api.Canary;
import com.dotscience.api.Deployment;
import com.dotscience.api.IngressPath;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.RouteParent;
import com.dotscience.deployer.manifest.RouteVersions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads back from an HTTPRoute what somebody asked for. */
final class RouteReadBack {

    private RouteReadBack() {}

    static void into(Deployment.Builder runs, HasMetadata object) {
        RouteVersions.spec(object).ifPresent(spec -> {
            runs.setIngress(ingress(spec));
            canaryWeight(spec)
                    .ifPresent(weight -> runs.setCanary(Canary.newBuilder().setWeight(weight)));
        });
    }

    /** Returns how many of a hundred requests go to a canary: it is what a rule leads to beside the model deployment. */
    private static Optional<Integer> canaryWeight(HTTPRouteSpec spec) {
        return spec.getRules().stream()
                .flatMap(rule -> rule.getBackendRefs().stream().skip(1))
                .map(HTTPBackendRef::getWeight)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    private static IngressSpec ingress(HTTPRouteSpec spec) {
        IngressSpec.Builder asked = IngressSpec.newBuilder()
                .addAllRouteParents(
                        spec.getParentRefs().stream().map(RouteReadBack::parent).toList());
        List<String> hosts = spec.getHostnames();
        if (!hosts.isEmpty()) {
            asked.setHost(hosts.get(0)).addAllAdditionalHosts(hosts.subList(1, hosts.size()));
        }
        spec.getRules().stream()
                .flatMap(rule -> rule.getMatches().stream())
                .map(HTTPRouteMatch::getPath)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .ifPresent(path -> {
                    asked.setPath(
                            IngressPath.ALL.equals(path.getValue()) ? "" : requireNonNullElse(path.getValue(), ""));
                    asked.setPathType(pathType(path));
                });
        return asked.build();
    }

    private static String pathType(HTTPPathMatch path) {
        return "Exact".equals(path.getType()) ? "Exact" : "";
    }

    private static RouteParent parent(ParentReference there) {
        return RouteParent.newBuilder()
                .setNamespace(requireNonNullElse(there.getNamespace(), ""))
                .setName(requireNonNullElse(there.getName(), ""))
                .setSectionName(requireNonNullElse(there.getSectionName(), ""))
                .build();
    }
}
