package com.dotscience.deployer.plan;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.IngressClassForm;
import com.dotscience.deployer.manifest.Manifest;
import com.dotscience.deployer.manifest.ServedVersions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What a plan compared and found to be as it is wanted. The next plan need not compare it again: after a new image it compares the
 * Deployment only, and not the Service and the Ingress as well (R9).
 *
 * <p>It holds what the wanted objects were made from and not the objects, which are several times as large. They are made again
 * when the next plan asks.
 */
public final class Synced {

    /** Nothing has been compared yet. */
    public static final Synced NOTHING = new Synced(null, null, null, ServedVersions.NONE, Scaling.NONE, List.of());

    private final Deployment wanted;
    private final String identity;
    private final IngressClassForm form;
    private final ServedVersions served;
    private final Scaling scaling;
    private final List<SyncedObject> objects;

    /**
     * @param form where the wanted Ingress names its class
     * @param served the versions in which the optional kinds were made
     * @param scaling who said how many replicas there are, which then were not compared
     * @param objects the versions in the cluster that are as they are wanted
     */
    Synced(
            Deployment wanted,
            String identity,
            IngressClassForm form,
            ServedVersions served,
            Scaling scaling,
            List<SyncedObject> objects) {
        this.wanted = wanted;
        this.identity = identity;
        this.form = form;
        this.served = served;
        this.scaling = scaling;
        this.objects = List.copyOf(objects);
    }

    /** Returns the objects that were wanted when these were compared. */
    List<HasMetadata> wanted() {
        return objects.isEmpty()
                ? List.of()
                : Manifest.of(wanted, identity, form, served).objects();
    }

    /** Returns the objects that were found to be as they are wanted. */
    List<SyncedObject> objects() {
        return objects;
    }

    /**
     * Says whether the comparison still holds: the version that exists now was compared with what is wanted now.
     *
     * @param before {@link #wanted()}
     */
    boolean covers(List<HasMetadata> before, HasMetadata wantedNow, HasMetadata observedNow, Scaling scalingNow) {
        return scaling.equals(scalingNow)
                && objects.contains(SyncedObject.of(observedNow))
                && before.contains(wantedNow);
    }
}
