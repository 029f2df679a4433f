package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;

/**
 * Builds the settings for pulling images. They are left out unless they are asked for, so that the cluster's defaults
 * hold.
 */
final class ImagePull {

    private ImagePull() {}

    static String policy(DeploymentSpec asked) {
        return asked.getImagePullPolicy().isEmpty() ? null : asked.getImagePullPolicy();
    }

    /** Returns the pull secrets. A secret that is named twice occurs once, as the API server merges them too. */
    static List<LocalObjectReference> secrets(DeploymentSpec asked) {
        return asked.getImagePullSecretsList().stream()
                .map(secret -> new LocalObjectReference(secret.getName()))
                .distinct()
                .toList();
    }
}
