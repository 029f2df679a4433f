package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.ReservedLabels;
import com.dotscience.api.RestartTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds labels and annotations of the pods: what is asked for, and what the deployer finds them by. */
final class PodMetadata {

    private PodMetadata() {}

    /**
     * @throws InvalidModelDeploymentException if something is asked for that the deployer, Kubernetes or the model-proxy sets
     */
    static ObjectMeta of(Deployment wanted, Optional<ModelProxy> proxy) {
        Map<String, String> labels = new TreeMap<>(wanted.getDeployment().getPodLabelsMap());
        labels.keySet().stream().filter(ReservedLabels::contain).findFirst().ifPresent(key -> {
            throw taken("labels", key, "Kubernetes or the deployer tells objects apart");
        });
        labels.putAll(CanaryManifest.podLabels(wanted));

        Map<String, String> annotations = new TreeMap<>(wanted.getDeployment().getPodAnnotationsMap());
        annotations.keySet().stream()
                .filter(key -> key.startsWith(ClusterContract.PREFIX))
                .findFirst()
                .ifPresent(key -> {
                    throw taken("annotations", key, "the deployer remembers things");
                });
        proxy.map(ModelProxy::podAnnotations)
                .ifPresent(its -> its.forEach((key, value) -> {
                    if (annotations.put(key, value) != null) {
                        throw taken("annotations", key, "the model-proxy is found");
                    }
                }));
        if (annotations.containsKey(RestartTime.ANNOTATION)) {
            throw taken("annotations", RestartTime.ANNOTATION, "a restart is asked for");
        }
        if (!wanted.getDeployment().getRestartedAt().isEmpty()) {
            annotations.put(RestartTime.ANNOTATION, wanted.getDeployment().getRestartedAt());
        }
        return new ObjectMetaBuilder()
                .withLabels(labels)
                .withAnnotations(annotations.isEmpty() ? null : annotations)
                .build();
    }

    private static InvalidModelDeploymentException taken(String field, String key, String by) {
        return new InvalidModelDeploymentException(
                "deployment.pod_" + field, "has the key " + key + ", by which " + by + ": choose another key");
    }
}
