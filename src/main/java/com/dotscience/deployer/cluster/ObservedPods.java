package com.dotscience.deployer.cluster;

import com.dotscience.deployer.cluster.informer.Informers;
import com.dotscience.deployer.cluster.informer.PodInformers;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;

/**
 * The pods of model deployments, slimmed to what says how they are. Where a deployer may not read pods, there are none. Answers
 * from memory. Thread-safe.
 */
public final class ObservedPods {

    /** The label by which the deployment controller tells the pods of one template from those of another. */
    public static final String TEMPLATE_HASH = PodInformers.TEMPLATE_HASH;

    /** A condition that a pod has, with the status False, while the kubelet of its node is not heard. */
    public static final String NODE_HEARD = "dotscience.com/NodeHeard";

    private final Informers informers;
    private final Predicate<ObjectKey> isThere;

    /** @param isThere whether there is an object under a key */
    ObservedPods(Informers informers, Predicate<ObjectKey> isThere) {
        this.informers = informers;
        this.isThere = isThere;
    }

    /** Those of a Deployment. While the node of one is not heard, the pod has the condition {@link #NODE_HEARD}. */
    public List<Pod> of(Deployment deployment) {
        return informers.pods().of(ObjectKey.of(deployment)).stream()
                .map(pod -> informers
                        .unheardSince(pod)
                        .map(since -> withUnheardNode(pod, since))
                        .orElse(pod))
                .toList();
    }

    private static Pod withUnheardNode(Pod pod, Instant since) {
        return new PodBuilder(pod)
                .editOrNewStatus()
                .addNewCondition()
                .withType(NODE_HEARD)
                .withStatus("False")
                .withLastTransitionTime(since.truncatedTo(ChronoUnit.SECONDS).toString())
                .endCondition()
                .endStatus()
                .build();
    }

    /**
     * Those that a Deployment of this model deployment has left behind, and that end after it. Anybody may put the id on a pod, so
     * only those count whose Deployment had a name for this id.
     */
    public List<Pod> orphansOf(String id) {
        return informers.pods().withId(id).stream()
                .filter(pod -> PodInformers.deployment(pod)
                        .filter(deployment -> ObjectName.isFor(id, deployment.name()) && !isThere.test(deployment))
                        .isPresent())
                .toList();
    }

    /**
     * Whether pods in this namespace carry the id although no Deployment with a name for it made them: whatever selects by the id
     * finds them too.
     */
    public boolean areForeignWithId(String id, String namespace) {
        return informers.pods().withId(id).stream()
                .filter(pod -> pod.getMetadata().getNamespace().equals(namespace))
                .anyMatch(pod -> PodInformers.deployment(pod)
                        .filter(deployment -> ObjectName.isFor(id, deployment.name()))
                        .isEmpty());
    }
}
