package com.dotscience.deployer.status;

import com.dotscience.deployer.cluster.ObservedPods;
import com.dotscience.deployer.plan.Rollout;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells which pods of a Deployment are made from its present template. The Deployment controller tells templates apart by a
 * hash, which it writes into a label of each pod and at the end of each ReplicaSet's name, and it names the present ReplicaSet
 * in the condition {@code Progressing}: so ReplicaSets need not be read. The images of a pod do not tell, since an admission
 * webhook may have rewritten them.
 */
final class PresentTemplate {

    private PresentTemplate() {}

    /**
     * Returns the value that the label {@value ObservedPods#TEMPLATE_HASH} has on pods of the present template; empty if there
     * are none yet.
     *
     * @param pods of this Deployment, made from any template
     */
    static Optional<String> hash(Deployment deployment, List<Pod> pods) {
        Rollout rollout = Rollout.of(deployment);
        if (!rollout.observed()) {
            return newest(withImagesOf(deployment, pods));
        }
        return rollout.updated() == 0
                ? Optional.empty()
                : ofProgress(deployment).or(() -> guess(deployment, pods));
    }

    static String of(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(ObservedPods.TEMPLATE_HASH, "");
    }

    /**
     * Reads the hash from the condition, whose text has the name of the ReplicaSet in quotes: {@code ReplicaSet "a-5d9c" is
     * progressing.}
     */
    private static Optional<String> ofProgress(Deployment deployment) {
        String before = "\"" + deployment.getMetadata().getName() + "-";
        return deployment.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Progressing"))
                .map(DeploymentCondition::getMessage)
                .filter(message -> message != null && message.contains(before))
                .map(message -> message.substring(message.indexOf(before) + before.length()))
                .filter(rest -> rest.indexOf('"') > 0)
                .map(rest -> rest.substring(0, rest.indexOf('"')))
                .findFirst();
    }

    /**
     * Guesses the hash for a Deployment that is paused or has no deadline, since it has no such condition: the newest pod
     * tells, if possible among those that have the images of the template.
     */
    private static Optional<String> guess(Deployment deployment, List<Pod> pods) {
        List<Pod> alike = withImagesOf(deployment, pods);
        return newest(alike.isEmpty() ? pods : alike);
    }

    private static Optional<String> newest(List<Pod> pods) {
        return pods.stream()
                .max(Comparator.comparing(
                        pod -> Optional.ofNullable(pod.getMetadata().getCreationTimestamp())
                                .orElse("")))
                .map(PresentTemplate::of);
    }

    private static List<Pod> withImagesOf(Deployment deployment, List<Pod> pods) {
        List<Container> containers =
                deployment.getSpec().getTemplate().getSpec().getContainers();
        return pods.stream().filter(pod -> hasImagesOf(containers, pod)).toList();
    }

    private static boolean hasImagesOf(List<Container> containers, Pod pod) {
        Map<String, String> images = pod.getSpec().getContainers().stream()
                .collect(Collectors.toMap(Container::getName, Container::getImage, (one, other) -> one));
        return containers.stream().allMatch(container -> container.getImage().equals(images.get(container.getName())));
    }
}
