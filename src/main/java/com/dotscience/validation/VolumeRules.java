package com.dotscience.validation;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Volume;
import java.util.HashSet;
import java.util.Set;

/** What may be asked for of the volumes that a model reads. */
final class VolumeRules {

    private static final String SHARED_MEMORY = "shared-memory";
    private static final String SHARED_MEMORY_PATH = "/dev/shm";

    private VolumeRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(DeploymentSpec asked) {
        Set<String> names = new HashSet<>(Set.of(SHARED_MEMORY));
        Set<String> paths = new HashSet<>();
        if (!asked.getSharedMemory().isEmpty()) {
            paths.add(SHARED_MEMORY_PATH);
        }
        for (Volume volume : asked.getVolumesList()) {
            Syntax.DNS_LABEL.check("volume", volume.getName());
            String field = "volume '" + volume.getName() + "'";
            if (!names.add(volume.getName())) {
                throw Syntax.invalid(field + " is given twice, or has the name of the deployer's own");
            }
            switch (volume.getSourceCase()) {
                case CLAIM -> Syntax.DNS_NAME.check(field + " claim", volume.getClaim());
                case CONFIG_MAP -> Syntax.DNS_NAME.check(field + " ConfigMap", volume.getConfigMap());
                case SOURCE_NOT_SET -> throw Syntax.invalid(field + " must be a claim or a ConfigMap");
            }
            Syntax.MOUNT_PATH.check(field + " mount path", volume.getMountPath());
            if (!paths.add(volume.getMountPath())) {
                throw Syntax.invalid(field + " mount path " + volume.getMountPath() + " is taken: choose another");
            }
            Syntax.SUB_PATH.checkIfAny(field + " sub path", volume.getSubPath());
        }
    }
}
