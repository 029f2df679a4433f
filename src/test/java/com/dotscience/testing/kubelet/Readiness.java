package com.dotscience.testing.kubelet;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Optional;

/** Whether a container is ready: by its readiness probe, or as soon as it runs where it has none. */
final class Readiness {

    /** Until the first success it is asked more often than its probe says: people are waiting. */
    private static final Duration AT_FIRST = Duration.ofMillis(500);

    private final Optional<Probe> probe;
    private final PodPorts ports;
    private final KubeletThread thread;
    private final Requests requests;
    private final Runnable changed;
    private boolean ready;
    private int failures;
    /** Counts the runs of the container, so that an answer about an earlier one is known as such. */
    private int run;

    /** @param probe null: there is none */
    Readiness(Probe probe, PodPorts ports, KubeletThread thread, Requests requests, Runnable changed) {
        this.probe = Optional.ofNullable(probe);
        this.ports = ports;
        this.thread = thread;
        this.requests = requests;
        this.changed = changed;
    }

    boolean isReady() {
        return ready;
    }

    /** The container has started. */
    void begin() {
        run++;
        failures = 0;
        ready = probe.isEmpty();
        int thisRun = run;
        probe.ifPresent(asked -> thread.after(initialDelay(asked), () -> ask(asked, thisRun)));
    }

    /** It has started and is ready after a while, whatever its probe says. */
    void pretend(Duration wait) {
        int thisRun = ++run;
        thread.after(wait, () -> {
            if (thisRun == run) {
                become(true);
            }
        });
    }

    /** It has ended, or is about to. What it is while it ends does not matter to anybody: it gets no requests. */
    void end() {
        run++;
        ready = false;
    }

    private void ask(Probe asked, int thisRun) {
        requests.probe(asked, ports)
                .thenAccept(success -> thread.run(() -> {
                    if (thisRun != run) {
                        return;
                    }
                    failures = success ? 0 : failures + 1;
                    if (success || failures >= threshold(asked)) {
                        become(success);
                    }
                    thread.after(ready ? period(asked) : AT_FIRST, () -> ask(asked, thisRun));
                }));
    }

    private void become(boolean now) {
        if (ready != now) {
            ready = now;
            changed.run();
        }
    }

    private static int threshold(Probe probe) {
        return Optional.ofNullable(probe.getFailureThreshold()).orElse(3);
    }

    private static Duration period(Probe probe) {
        return Duration.ofSeconds(Optional.ofNullable(probe.getPeriodSeconds()).orElse(10));
    }

    private static Duration initialDelay(Probe probe) {
        return Duration.ofSeconds(
                Optional.ofNullable(probe.getInitialDelaySeconds()).orElse(0));
    }
}
