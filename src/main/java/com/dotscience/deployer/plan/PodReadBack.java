package com.dotscience.deployer.plan;

import com.dotscience.api.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads back from a pod template what somebody asked for of the pods, apart from their containers, because after a restart the
 * cluster may be the only place that still says it.
 */
final class PodReadBack {

    private PodReadBack() {}

    static List<LocalObjectReference> pullSecrets(PodSpec pod) {
        return pod.getImagePullSecrets().stream()
                .map(secret -> LocalObjectReference.newBuilder()
                        .setName(secret.getName())
                        .build())
                .toList();
    }

    static Map<String, String> nodeSelector(PodSpec pod) {
        return Objects.requireNonNullElse(pod.getNodeSelector(), Map.of());
    }

    /** Returns the size of the shared memory; empty if there is no such volume. */
    static String sharedMemory(PodSpec pod) {
        return pod.getVolumes().stream()
                .filter(volume ->
                        volume.getEmptyDir() != null && volume.getEmptyDir().getSizeLimit() != null)
                .findFirst()
                .map(volume -> volume.getEmptyDir().getSizeLimit().toString())
                .orElse("");
    }
}
