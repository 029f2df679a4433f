package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * One object that is wanted, and what is where it shall be.
 *
 * @param owner whose it is to be
 */
record Slot(Ownership owner, HasMetadata wanted, Optional<HasMetadata> observed, boolean autoscaled) {

    static boolean samePlace(HasMetadata one, HasMetadata other) {
        return one.getKind().equals(other.getKind())
                && one.getMetadata().getName().equals(other.getMetadata().getName())
                && one.getMetadata().getNamespace().equals(other.getMetadata().getNamespace());
    }

    /** {@code Deployment default/ds-roadsigns1-0ddb4984}. */
    static String describe(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}
