package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Hears what informers show otherwise than before. It is called on their threads after their stores have changed: it must not block. */
public interface InformerListener {

    /**
     * An object of a model deployment with the deployers' label is otherwise.
     *
     * @param before null if it is new
     * @param after null if it is gone
     */
    void objectChanged(HasMetadata before, HasMetadata after);

    /** Objects of optional kinds can be read now, or cannot any more. */
    void kindsChanged();

    /** A HorizontalPodAutoscaler names this Deployment, or did. */
    void autoscalerChanged(ObjectKey deployment);

    /**
     * A pod that a Deployment made is otherwise.
     *
     * @param ending the model deployment's id that a pod carries which ends: its Deployment may be gone by then
     */
    void podsChanged(ObjectKey deployment, Optional<String> ending);
}
