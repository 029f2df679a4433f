package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * One object that is wanted, and what is where it shall be.
 *
 * @param owner whose it is to be
 * @param autoscaled whether its replicas are somebody else's to set
 * @param own whether what is there is the owner's
 * @param sticks whether it is found as it was written, as far as is known
 * @param synced whether an earlier plan has found it to be as it is wanted, and neither has changed since
 */
record Slot(
        Ownership owner,
        HasMetadata wanted,
        Optional<HasMetadata> observed,
        boolean own,
        boolean autoscaled,
        boolean sticks,
        boolean synced) {}
