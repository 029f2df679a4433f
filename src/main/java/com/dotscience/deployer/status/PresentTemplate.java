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
 * Which pods of a Deployment are made from its present template. Its controller tells templates apart by a hash, which is a
 * label of each pod and the end of each ReplicaSet's name, and names the present ReplicaSet in what it says of its progress: so
 * ReplicaSets need not be read. A pod's images do not tell, since an admission may have rewritten them.
 */
final class PresentTemplate {

    private PresentTemplate() {}

    /**
     * The hash that is the label {@value ObservedPods#TEMPLATE_HASH} of its pods; empty if there are none yet.
     *
     * @param pods of this Deployment, of whatever template
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

    /** The text has the ReplicaSet's name in quotes, whatever is said of it: {@code ReplicaSet "a-5d9c" is progressing.} */
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

    /** For a Deployment that is paused or has no deadline: of those with its images, if there are such, the last made. */
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
