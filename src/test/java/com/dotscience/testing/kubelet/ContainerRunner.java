package com.dotscience.testing.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Runs one container of a pod, again and again until it is stopped. Everything happens on the kubelet's thread. */
final class ContainerRunner {

    private static final Duration PULL = Duration.ofSeconds(2);
    private static final Duration PRETENDED_START = Duration.ofSeconds(3);
    /** What the kubelet lets a container have in any case, however long its preStop took. */
    private static final Duration LEAST_GRACE = Duration.ofSeconds(2);

    private final Container spec;
    private final Image image;
    private final Readiness readiness;
    private final PodPlace pod;
    private final KubeletThread thread;
    private final Requests requests;
    private final Runnable changed;
    private final Backoff crashes = Backoff.startingWith(Duration.ZERO);
    private final Backoff pulls = Backoff.startingWith(Duration.ofSeconds(10));
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private ContainerState state = waiting("ContainerCreating", null);
    private ContainerState last = new ContainerState();
    private ContainerLog log = new ContainerLog();
    private Execution execution;
    private String startedAt;
    private int restarts;
    private boolean stopping;

    /** @param changed to be called when its status is another */
    ContainerRunner(
            Container spec, Image image, PodPlace pod, KubeletThread thread, Requests requests, Runnable changed) {
        this.spec = spec;
        this.image = image;
        this.pod = pod;
        this.changed = changed;
        this.thread = thread;
        this.requests = requests;
        this.readiness = new Readiness(spec.getReadinessProbe(), pod.ports(), thread, requests, changed);
    }

    /**
     * Where a container runs.
     *
     * @param name of the pod, as messages have it
     * @param folder where programs are started
     */
    record PodPlace(String name, PodPorts ports, File folder) {}

    void start() {
        if (stopping) {
            return;
        }
        if (image instanceof Image.Missing missing) {
            fail(missing);
            return;
        }
        log = new ContainerLog();
        if (hasRun()) {
            restarts++;
        }
        startedAt = now();
        state = new ContainerStateBuilder().withNewRunning(startedAt).build();
        if (image instanceof Image.Program program) {
            spec.getPorts()
                    .forEach(port -> log.add("Port " + port.getContainerPort() + " of this pod is http://127.0.0.1:"
                            + pod.ports().get(port.getContainerPort()) + " on this machine"));
            execution = Execution.of(program.command().apply(pod.ports()), environment(program), pod.folder(), log);
            readiness.begin();
        } else {
            log.add("Starting " + spec.getImage());
            log.add("This is the demo: it runs no such image, it only pretends to, and no model is served");
            execution = Execution.pretended();
            readiness.pretend(PRETENDED_START);
        }
        Execution started = execution;
        started.ended().thenAccept(exitCode -> thread.run(() -> ended(started, exitCode)));
        changed.run();
    }

    /** @param grace how long it may take, its preStop included; completes when it has ended */
    CompletableFuture<Void> stop(Duration grace) {
        stopping = true;
        readiness.end();
        if (execution == null) {
            stopped.complete(null);
            return stopped;
        }
        Execution running = execution;
        Instant deadline = Instant.now().plus(grace);
        preStop()
                .ifPresentOrElse(
                        action -> requests.get(action, pod.ports(), grace)
                                .whenComplete((status, failure) -> thread.run(() -> terminate(running, deadline))),
                        () -> terminate(running, deadline));
        return stopped;
    }

    private Optional<HTTPGetAction> preStop() {
        return Optional.ofNullable(spec.getLifecycle())
                .flatMap(lifecycle -> Optional.ofNullable(lifecycle.getPreStop()))
                .flatMap(handler -> Optional.ofNullable(handler.getHttpGet()))
                .filter(action -> image instanceof Image.Program);
    }

    private void terminate(Execution running, Instant deadline) {
        Duration left = Duration.between(Instant.now(), deadline);
        thread.after(left.compareTo(LEAST_GRACE) > 0 ? left : LEAST_GRACE, running::kill);
        running.terminate();
    }

    void kill() {
        stopping = true;
        if (execution != null) {
            execution.kill();
        }
    }

    private void ended(Execution which, int exitCode) {
        execution = null;
        readiness.end();
        ContainerState terminated = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(exitCode == 0 ? "Completed" : "Error")
                .withStartedAt(startedAt)
                .withFinishedAt(now())
                .endTerminated()
                .build();
        if (stopping) {
            state = terminated;
            stopped.complete(null);
        } else {
            last = terminated;
            Duration wait = crashes.next();
            state = wait.isZero() ? terminated : crashLoop(wait);
            thread.after(wait, this::start);
        }
        changed.run();
    }

    private void fail(Image.Missing missing) {
        state = waiting("ErrImagePull", missing.message());
        changed.run();
        thread.after(PULL, () -> {
            state = waiting("ImagePullBackOff", "Back-off pulling image \"" + spec.getImage() + "\"");
            changed.run();
            thread.after(pulls.next(), this::start);
        });
    }

    private ContainerState crashLoop(Duration wait) {
        return waiting(
                "CrashLoopBackOff",
                "back-off " + wait.toSeconds() + "s restarting failed container=" + spec.getName() + " pod="
                        + pod.name());
    }

    private Map<String, String> environment(Image.Program program) {
        Map<String, String> environment = new TreeMap<>(program.environment());
        spec.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        environment.replaceAll(pod.ports()::translate);
        return environment;
    }

    String name() {
        return spec.getName();
    }

    ContainerLog log() {
        return log;
    }

    boolean isReady() {
        return execution != null && readiness.isReady();
    }

    ContainerStatus status() {
        return new ContainerStatusBuilder()
                .withName(spec.getName())
                .withImage(spec.getImage())
                .withImageID("")
                .withReady(isReady())
                .withStarted(execution != null)
                .withRestartCount(restarts)
                .withState(state)
                .withLastState(last)
                .build();
    }

    /** Whether it has run at all. */
    boolean hasRun() {
        return startedAt != null;
    }

    private static ContainerState waiting(String reason, String message) {
        return new ContainerStateBuilder().withNewWaiting(message, reason).build();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
