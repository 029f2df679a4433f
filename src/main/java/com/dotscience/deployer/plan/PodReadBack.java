package com.dotscience.deployer.plan;

import com.dotscience.api.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What somebody asked for of pods, beside their containers, read back from a pod template. */
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

    /** Empty where there is no volume of the kind. */
    static String sharedMemory(PodSpec pod) {
        return pod.getVolumes().stream()
                .filter(volume ->
                        volume.getEmptyDir() != null && volume.getEmptyDir().getSizeLimit() != null)
                .findFirst()
                .map(volume -> volume.getEmptyDir().getSizeLimit().toString())
                .orElse("");
    }
}
