package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.RestartTime;
import com.dotscience.api.Volume;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads back from a pod template what somebody asked for of the pods, apart from their containers, because after a restart the
 * cluster may be the only place that still says it.
 */
final class PodReadBack {

    private static final Set<String> OF_PROXY = Set.of(
            ModelProxyContract.SCRAPE_ANNOTATION,
            ModelProxyContract.SCRAPE_PATH_ANNOTATION,
            ModelProxyContract.SCRAPE_PORT_ANNOTATION);

    private PodReadBack() {}

    static List<LocalObjectReference> pullSecrets(PodSpec pod) {
        return pod.getImagePullSecrets().stream()
                .map(secret -> LocalObjectReference.newBuilder()
                        .setName(secret.getName())
                        .build())
                .toList();
    }

    /** Returns the volumes that the model reads, in the order of its mounts. */
    static List<Volume> volumes(PodSpec pod, Container model) {
        Map<String, io.fabric8.kubernetes.api.model.Volume> byName = pod.getVolumes().stream()
                .collect(Collectors.toMap(
                        io.fabric8.kubernetes.api.model.Volume::getName, Function.identity(), (first, again) -> first));
        return model.getVolumeMounts().stream()
                .filter(mount -> byName.containsKey(mount.getName()))
                .flatMap(mount -> volume(byName.get(mount.getName()), mount))
                .toList();
    }

    private static Stream<Volume> volume(io.fabric8.kubernetes.api.model.Volume there, VolumeMount mount) {
        Volume.Builder volume = Volume.newBuilder()
                .setName(there.getName())
                .setMountPath(mount.getMountPath())
                .setSubPath(Objects.requireNonNullElse(mount.getSubPath(), ""));
        if (there.getPersistentVolumeClaim() != null) {
            return Stream.of(volume.setClaim(there.getPersistentVolumeClaim().getClaimName())
                    .build());
        }
        return there.getConfigMap() == null
                ? Stream.empty()
                : Stream.of(volume.setConfigMap(there.getConfigMap().getName()).build());
    }

    /** Returns the annotations without that of a restart; beside a model-proxy, without those by which it is found too. */
    static Map<String, String> annotations(ObjectMeta template, boolean hasProxy) {
        Map<String, String> annotations =
                new TreeMap<>(Objects.requireNonNullElse(template.getAnnotations(), Map.of()));
        if (hasProxy) {
            annotations.keySet().removeAll(OF_PROXY);
        }
        annotations.remove(RestartTime.ANNOTATION);
        return annotations;
    }

    static Map<String, String> labels(ObjectMeta template) {
        Map<String, String> labels = new TreeMap<>(Objects.requireNonNullElse(template.getLabels(), Map.of()));
        labels.remove(ClusterContract.ID);
        return labels;
    }

    /** Returns when somebody last asked for a restart; empty if nobody did. */
    static String restartedAt(PodTemplateSpec template) {
        return Optional.ofNullable(template.getMetadata())
                .map(ObjectMeta::getAnnotations)
                .map(annotations -> annotations.get(RestartTime.ANNOTATION))
                .orElse("");
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
