package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.ResourceQuantity;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/**
 * Builds the volume for memory that the model's processes share, because a container runtime gives too little for some
 * models.
 */
final class SharedMemory {

    private static final String NAME = "shared-memory";
    private static final String PATH = "/dev/shm";

    private SharedMemory() {}

    /** @throws InvalidModelDeploymentException if the size that is asked for is not a quantity */
    static List<Volume> volumes(DeploymentSpec asked) {
        if (asked.getSharedMemory().isEmpty()) {
            return List.of();
        }
        String size = ResourceQuantity.parse(asked.getSharedMemory())
                .orElseThrow(() -> new InvalidModelDeploymentException(
                        "deployment.shared_memory",
                        "is " + asked.getSharedMemory() + ": it has to be " + ResourceQuantity.ALLOWED))
                .canonical();
        return List.of(new VolumeBuilder()
                .withName(NAME)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(new Quantity(size))
                .endEmptyDir()
                .build());
    }

    static List<VolumeMount> mounts(DeploymentSpec asked) {
        return asked.getSharedMemory().isEmpty()
                ? List.of()
                : List.of(new VolumeMountBuilder()
                        .withName(NAME)
                        .withMountPath(PATH)
                        .build());
    }
}
