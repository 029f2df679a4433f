package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.APIGroupBuilder;
import io.fabric8.kubernetes.api.model.APIGroupListBuilder;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.APIVersionsBuilder;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an API server says of itself under {@code /api} and {@code /apis}, and the mock server does not: without it a stock
 * kubectl finds no resource types.
 */
final class ApiDiscovery {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private final Map<String, String> documents = new HashMap<>();

    ApiDiscovery() {
        add("/api", new APIVersionsBuilder().withVersions("v1").build());
        group(
                "/api/v1",
                "v1",
                cluster("Namespace", "namespaces", "ns"),
                namespaced("Event", "events", "ev"),
                namespaced("Pod", "pods", "po"),
                namespaced("Secret", "secrets"),
                namespaced("Service", "services", "svc"),
                namespaced("ServiceAccount", "serviceaccounts", "sa"));
        group(
                "/apis/apps/v1",
                "apps/v1",
                namespaced("Deployment", "deployments", "deploy"),
                namespaced("ReplicaSet", "replicasets", "rs"));
        group(
                "/apis/autoscaling/v1",
                "autoscaling/v1",
                namespaced("HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa"));
        group(
                "/apis/autoscaling/v2",
                "autoscaling/v2",
                namespaced("HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa"));
        group("/apis/coordination.k8s.io/v1", "coordination.k8s.io/v1", namespaced("Lease", "leases"));
        group(
                "/apis/networking.k8s.io/v1",
                "networking.k8s.io/v1",
                namespaced("Ingress", "ingresses", "ing"),
                cluster("IngressClass", "ingressclasses"));
        group(
                "/apis/gateway.networking.k8s.io/v1",
                "gateway.networking.k8s.io/v1",
                namespaced("HTTPRoute", "httproutes"));
        group("/apis/policy/v1", "policy/v1", namespaced("PodDisruptionBudget", "poddisruptionbudgets", "pdb"));
        group(
                "/apis/rbac.authorization.k8s.io/v1",
                "rbac.authorization.k8s.io/v1",
                namespaced("Role", "roles"),
                namespaced("RoleBinding", "rolebindings"),
                cluster("ClusterRole", "clusterroles"),
                cluster("ClusterRoleBinding", "clusterrolebindings"));
        groups(
                "apps",
                "autoscaling",
                "coordination.k8s.io",
                "gateway.networking.k8s.io",
                "networking.k8s.io",
                "policy",
                "rbac.authorization.k8s.io");
    }

    /** The document at this path, as JSON. */
    Optional<String> at(String path) {
        return Optional.ofNullable(documents.get(path));
    }

    private void groups(String... names) {
        APIGroupListBuilder groups = new APIGroupListBuilder();
        for (String name : names) {
            groups.addToGroups(new APIGroupBuilder()
                    .withName(name)
                    .addNewVersion(name + "/v1", "v1")
                    .withNewPreferredVersion(name + "/v1", "v1")
                    .build());
        }
        add("/apis", groups.build());
    }

    private void group(String path, String version, APIResource... resources) {
        APIResourceList list = new APIResourceListBuilder()
                .withGroupVersion(version)
                .withResources(resources)
                .build();
        add(path, list);
    }

    private static APIResource namespaced(String kind, String plural, String... shortNames) {
        return resource(kind, plural, true, shortNames);
    }

    private static APIResource cluster(String kind, String plural, String... shortNames) {
        return resource(kind, plural, false, shortNames);
    }

    private static APIResource resource(String kind, String plural, boolean namespaced, String... shortNames) {
        return new APIResourceBuilder()
                .withKind(kind)
                .withName(plural)
                .withSingularName(kind.toLowerCase(Locale.ROOT))
                .withNamespaced(namespaced)
                .withShortNames(shortNames)
                .withVerbs(VERBS)
                .build();
    }

    private void add(String path, KubernetesResource document) {
        documents.put(path, Serialization.asJson(document));
    }
}
