package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;

/**
 * The objects in the cluster that matter to one model deployment: those that carry its id, and whatever else sits under
 * the names its objects shall have.
 *
 * @param objects Deployments, Services and Ingresses, whoever's they are
 * @param autoscaled whether a HorizontalPodAutoscaler names the Deployment, so that its replicas are not ours to set
 */
public record Observed(List<HasMetadata> objects, boolean autoscaled) {

    public Observed {
        objects = List.copyOf(objects);
    }

    /** Whether both are one object at one version, which the API server never gives twice. */
    public static boolean same(HasMetadata one, HasMetadata other) {
        ObjectMeta first = one.getMetadata();
        ObjectMeta second = other.getMetadata();
        return one == other
                || first.getUid().equals(second.getUid())
                        && first.getResourceVersion().equals(second.getResourceVersion());
    }
}
