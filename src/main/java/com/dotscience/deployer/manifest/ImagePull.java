package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;

/** How images are pulled, where it is asked for otherwise than usual. */
final class ImagePull {

    private ImagePull() {}

    static String policy(DeploymentSpec asked) {
        return asked.getImagePullPolicy().isEmpty() ? null : asked.getImagePullPolicy();
    }

    /** One that is named twice is there once, as in the API server's own merging. */
    static List<LocalObjectReference> secrets(DeploymentSpec asked) {
        return asked.getImagePullSecretsList().stream()
                .map(secret -> new LocalObjectReference(secret.getName()))
                .distinct()
                .toList();
    }
}
