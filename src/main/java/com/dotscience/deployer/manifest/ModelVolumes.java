package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Builds the volumes of a pod, and where the model finds them: what it reads, and the memory that its processes share. */
final class ModelVolumes {

    /** The permissions that the API server gives the files of a ConfigMap. */
    private static final int DEFAULT_MODE = 0644;

    private ModelVolumes() {}

    /**
     * @throws InvalidModelDeploymentException if two volumes have the same name or path, since nobody could tell later
     *     which one is ours, or if one has nothing to show
     */
    static List<Volume> of(DeploymentSpec asked) {
        List<Volume> memory = SharedMemory.volumes(asked);
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        memory.forEach(volume -> names.add(volume.getName()));
        SharedMemory.mounts(asked).forEach(mount -> paths.add(mount.getMountPath()));
        asked.getVolumesList().forEach(volume -> {
            unique(names, volume.getName(), "name");
            unique(paths, volume.getMountPath(), "mount_path");
        });
        return Stream.concat(memory.stream(), asked.getVolumesList().stream().map(ModelVolumes::volume))
                .toList();
    }

    static List<VolumeMount> mounts(DeploymentSpec asked) {
        return Stream.concat(
                        SharedMemory.mounts(asked).stream(),
                        asked.getVolumesList().stream()
                                .map(volume -> new VolumeMountBuilder()
                                        .withName(volume.getName())
                                        .withMountPath(volume.getMountPath())
                                        .withSubPath(volume.getSubPath().isEmpty() ? null : volume.getSubPath())
                                        .withReadOnly(true)
                                        .build()))
                .toList();
    }

    private static Volume volume(com.dotscience.api.Volume asked) {
        VolumeBuilder volume = new VolumeBuilder().withName(asked.getName());
        return switch (asked.getSourceCase()) {
            case CLAIM ->
                volume.withNewPersistentVolumeClaim(asked.getClaim(), true).build();
            case CONFIG_MAP ->
                volume.withNewConfigMap()
                        .withName(asked.getConfigMap())
                        .withDefaultMode(DEFAULT_MODE)
                        .endConfigMap()
                        .build();
            case SOURCE_NOT_SET ->
                throw new InvalidModelDeploymentException(
                        "deployment.volumes",
                        "has " + asked.getName() + " without a source: name a claim or a ConfigMap");
        };
    }

    private static void unique(Set<String> known, String value, String field) {
        if (!known.add(value)) {
            throw new InvalidModelDeploymentException(
                    "deployment.volumes", "has the " + field + " " + value + " twice: choose another");
        }
    }
}
