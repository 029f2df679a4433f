package com.dotscience.deployer.status;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pods of a Deployment, those of its present template apart from those of older ones.
 *
 * @param present made from the present template
 * @param all the older ones too; none that has ended or is being deleted
 * @param uptimes since when their containers run
 */
record RolloutPods(List<Pod> present, List<Pod> all, Uptimes uptimes) {

    static RolloutPods of(Deployment deployment, List<Pod> pods, Uptimes uptimes) {
        List<Pod> all = pods.stream()
                .filter(pod -> !pod.isMarkedForDeletion() && !hasEnded(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        Optional<String> hash = PresentTemplate.hash(deployment, all);
        return new RolloutPods(
                all.stream()
                        .filter(pod ->
                                hash.filter(PresentTemplate.of(pod)::equals).isPresent())
                        .toList(),
                all,
                uptimes);
    }

    /** What is wrong with the present template's pods, the worst first. */
    Optional<Trouble> trouble() {
        return present.stream()
                .flatMap(pod -> trouble(pod).stream())
                .min(Comparator.comparing(trouble -> !trouble.stuck()));
    }

    /** What that is about, in a word that stays while the sentence changes. */
    Optional<String> cause() {
        Optional<Trouble> worst = trouble();
        return present.stream()
                .filter(pod -> worst.isPresent() && trouble(pod).equals(worst))
                .findFirst()
                .map(pod -> PodTroubles.cause(pod).orElse(Crashes.CAUSE));
    }

    private Optional<Trouble> trouble(Pod pod) {
        return PodTroubles.of(pod).or(() -> Crashes.unproven(pod, uptimes));
    }

    /** How the present pods were restarted, for people; empty if none was. */
    Optional<String> restarts() {
        return present.stream().flatMap(pod -> Crashes.restarts(pod).stream()).findFirst();
    }

    /** The image of most ready pods, of the model's container; empty if none is ready. */
    Optional<String> servingImage() {
        Map<String, Long> ready = all.stream()
                .filter(PodTroubles::isReady)
                .flatMap(pod -> modelImage(pod.getSpec().getContainers()).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return ready.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** Which node of a pod is not heard; empty while all are. */
    Optional<String> silence() {
        return present.stream()
                .flatMap(pod -> PodTroubles.silence(pod).stream())
                .sorted()
                .findFirst();
    }

    /** Whether a pod of the present template is ready. */
    boolean presentServes() {
        return present.stream().anyMatch(PodTroubles::isReady);
    }

    /** Whether a pod of an older template is ready. */
    boolean olderServes() {
        return all.stream().anyMatch(pod -> PodTroubles.isReady(pod) && !present.contains(pod));
    }

    static Optional<String> modelImage(List<Container> containers) {
        return containers.stream()
                .filter(container -> container.getName().equals("model"))
                .map(Container::getImage)
                .findFirst();
    }

    private static boolean hasEnded(Pod pod) {
        return "Failed".equals(pod.getStatus().getPhase())
                || "Succeeded".equals(pod.getStatus().getPhase());
    }
}
