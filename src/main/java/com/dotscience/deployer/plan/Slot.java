package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * One object that is wanted, and the object that stands in its place now. Each decision is about such a pair.
 *
 * @param owner the owner that the object is to have
 * @param autoscaled whether an autoscaler sets its replicas
 * @param ownMost how many replicas the deployer's own autoscaler allows; 0 if none is asked for, or that of somebody else takes its place
 * @param own whether the object in its place belongs to the owner
 * @param sticks whether the last write to it stayed as it was written, as far as is known
 * @param synced whether an earlier plan has found it to be as it is wanted, and neither has changed since
 */
record Slot(
        Ownership owner,
        HasMetadata wanted,
        Optional<HasMetadata> observed,
        boolean own,
        boolean autoscaled,
        long ownMost,
        boolean sticks,
        boolean synced) {}
