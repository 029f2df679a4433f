package com.dotscience.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs the containers of one pod, and says how it is. Everything happens on the kubelet's thread. */
final class PodRunner {

    private final Map<String, PodCondition> conditions = new HashMap<>();
    private final PodPorts ports;
    private final List<ContainerRunner> containers;
    private final Consumer<PodStatus> report;
    private final String startTime = now();
    private boolean stopping;

    /**
     * @param folder where programs are started
     * @param report receives each status that differs from the one before
     */
    PodRunner(
            Pod pod,
            Images images,
            PodPorts ports,
            File folder,
            KubeletThread thread,
            Requests requests,
            Consumer<PodStatus> report) {
        this.ports = ports;
        this.report = report;
        String name = pod.getMetadata().getName() + "_" + pod.getMetadata().getNamespace() + "("
                + pod.getMetadata().getUid() + ")";
        ContainerRunner.PodPlace place = new ContainerRunner.PodPlace(name, ports, folder);
        List<Container> specs = pod.getSpec().getContainers();
        // A sidecar that really runs would wait for ever for a model that does not.
        boolean pretended = images.find(specs.get(0).getImage()) instanceof Image.Pretended;
        this.containers = specs.stream()
                .map(spec -> new ContainerRunner(
                        spec,
                        pretended ? new Image.Pretended() : images.find(spec.getImage()),
                        place,
                        thread,
                        requests,
                        this::changed))
                .toList();
    }

    void start() {
        containers.forEach(ContainerRunner::start);
    }

    /** As the kubelet ends a pod, which is not ready any more: all containers at a time. Completes when all have ended. */
    CompletableFuture<Void> stop(Duration grace) {
        stopping = true;
        changed();
        return CompletableFuture.allOf(
                containers.stream().map(container -> container.stop(grace)).toArray(CompletableFuture[]::new));
    }

    void kill() {
        containers.forEach(ContainerRunner::kill);
    }

    PodPorts ports() {
        return ports;
    }

    /** The log of a container, the first if none is named. */
    Optional<String> log(Map<String, String> asked) {
        return containers.stream()
                .filter(container -> container.name().equals(asked.getOrDefault("container", container.name())))
                .findFirst()
                .map(container -> container.log().text(asked));
    }

    private void changed() {
        report.accept(status());
    }

    PodStatus status() {
        boolean ready = !stopping && containers.stream().allMatch(ContainerRunner::isReady);
        boolean pending = !containers.stream().allMatch(ContainerRunner::hasRun);
        return new PodStatusBuilder()
                .withPhase(pending ? "Pending" : "Running")
                .withHostIP("127.0.0.1")
                .withPodIP("127.0.0.1")
                .withStartTime(startTime)
                .withContainerStatuses(
                        containers.stream().map(ContainerRunner::status).toList())
                .withConditions(Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                        .map(type -> condition(type, ready || !type.endsWith("Ready")))
                        .toList())
                .build();
    }

    private PodCondition condition(String type, boolean holds) {
        String status = holds ? "True" : "False";
        return conditions.compute(
                type,
                (same, before) -> before != null && before.getStatus().equals(status)
                        ? before
                        : new PodConditionBuilder()
                                .withType(type)
                                .withStatus(status)
                                .withLastTransitionTime(now())
                                .build());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
