package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.Kind;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The versions of an optional kind in which the deployer can make objects, and which of them the cluster serves. */
record OfferedVersions(Kind kind, List<OptionalVersion<?>> newestFirst, KubernetesClient client) {

    /**
     * Asks the API server.
     *
     * @return empty if it serves none of them
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if it does not say
     */
    Optional<OptionalVersion<?>> newestServed() {
        return newestFirst.stream().filter(this::isServed).findFirst();
    }

    private boolean isServed(OptionalVersion<?> version) {
        APIResourceList resources = client.getApiResources(version.apiVersion());
        return resources != null
                && resources.getResources().stream()
                        .anyMatch(resource -> kind.toString().equals(resource.getKind()));
    }

    /** Says to people that it serves none of them. */
    String noneServed() {
        return "This cluster serves no " + kind + "s ("
                + newestFirst.stream().map(OptionalVersion::apiVersion).collect(Collectors.joining(" or ")) + ")";
    }
}
