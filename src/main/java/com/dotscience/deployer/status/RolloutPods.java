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
 * The pods of a Deployment, with those of its present template kept apart from older ones: a rollout is judged by the new pods,
 * while the old ones may still serve.
 *
 * @param present the pods made from the present template
 * @param all those and the older ones, without any that has ended or is being deleted
 * @param uptimes since when their containers have been running
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

    /** Returns the worst of what is wrong with the present template's pods; empty if nothing is. */
    Optional<Trouble> trouble() {
        return present.stream()
                .flatMap(pod -> trouble(pod).stream())
                .min(Comparator.comparing(trouble -> !trouble.stuck()));
    }

    /** Returns a word for what that trouble is about, which stays the same while its sentence changes. */
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

    /** Says to people how the present pods were restarted; empty if none was. */
    Optional<String> restarts() {
        return present.stream().flatMap(pod -> Crashes.restarts(pod).stream()).findFirst();
    }

    /** Returns the image that the model's container has in most of the ready pods; empty if none is ready. */
    Optional<String> servingImage() {
        Map<String, Long> ready = all.stream()
                .filter(PodTroubles::isReady)
                .flatMap(pod -> modelImage(pod.getSpec().getContainers()).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return ready.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** Says which node of a present pod is silent; empty while all nodes report. */
    Optional<String> silence() {
        return present.stream()
                .flatMap(pod -> PodTroubles.silence(pod).stream())
                .sorted()
                .findFirst();
    }

    /** Says whether a pod of the present template is ready. */
    boolean presentServes() {
        return present.stream().anyMatch(PodTroubles::isReady);
    }

    /** Says whether a pod of an older template is ready. */
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
