package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.InterruptibleWait;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.Progress;
import com.dotscience.text.Age;
import io.grpc.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Follows the rollout of one model deployment until it is ready or has failed, or until the timeout. */
final class RolloutWatch {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration MAX_CALL = Duration.ofSeconds(15);

    /** A rollout may look stuck for this long, because at first only the old pods are there. */
    private static final Duration MAX_STUCK = Duration.ofSeconds(5);

    private final ManagementClient gateway;
    private final Session session;
    private final Progress progress;
    private final Duration timeout;
    private final long start = System.nanoTime();
    private ModelDeployment latest;

    RolloutWatch(ManagementClient gateway, Session session, Duration timeout) {
        this.gateway = gateway;
        this.session = session;
        this.progress = session.progress();
        this.timeout = timeout;
    }

    /** @throws DsException if it does not become ready; the message says why */
    void untilReady(ModelDeployment written) {
        latest = written;
        String hint = "ds: no longer waiting; " + name() + " goes on: ds deployment get " + name();
        try (var wait = new InterruptibleWait(session, progress, () -> hint)) {
            follow(written.getDeployment().getRevision());
        }
    }

    /** Returns the model deployment as it was read last. */
    ModelDeployment latest() {
        return latest;
    }

    private void follow(long revision) {
        var rollout = Rollout.of(latest, revision, session.now());
        var progressedAt = Duration.ZERO;
        while (rollout.isUnfinished()) {
            refuseToWaitInVain(rollout);
            progress.update(rollout.text(), Age.words(waited()));
            if (rollout.outcome() != Rollout.Outcome.STUCK) {
                progressedAt = waited();
            } else if (waited().minus(progressedAt).compareTo(MAX_STUCK) >= 0) {
                throw notReady("is not as asked: " + rollout.text());
            }
            if (waited().compareTo(timeout) >= 0) {
                throw notReady("is not ready after " + shown(timeout) + ": " + rollout.text()
                        + ". It goes on: ds deployment get " + name());
            }
            pause();
            rollout = poll(revision, rollout);
        }
        if (rollout.outcome() == Rollout.Outcome.FAILED) {
            throw notReady(rollout.text());
        }
        progress.finish(rollout.text());
    }

    private void refuseToWaitInVain(Rollout rollout) {
        boolean isInVain = rollout.outcome() == Rollout.Outcome.WAITING
                && !new Waiting(latest).endsWithin(timeout.minus(waited()), session.now());
        if (isInVain) {
            throw notReady(rollout.text() + ". --now hands it out at once");
        }
    }

    /** Reads the model deployment again. An unreachable Gateway does not end the wait, because it may come back. */
    private Rollout poll(long revision, Rollout before) {
        try {
            latest = gateway.call(management -> management
                    .withDeadlineAfter(callTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .getDeployment(GetDeploymentRequest.newBuilder()
                            .setRef(DeploymentRef.newBuilder()
                                    .setDeployment(latest.getDeployment().getId()))
                            .build()));
            return Rollout.of(latest, revision, session.now());
        } catch (DsException e) {
            if (GatewayFailures.isOf(Status.Code.NOT_FOUND, e)) {
                throw notReady("was removed meanwhile");
            }
            if (e.code() != ExitCode.UNREACHABLE) {
                throw e;
            }
            return new Rollout(before.outcome(), e.getMessage());
        }
    }

    private Duration callTimeout() {
        Duration left = timeout.minus(waited());
        Duration atLeast = left.compareTo(POLL_INTERVAL) < 0 ? POLL_INTERVAL : left;
        return atLeast.compareTo(MAX_CALL) < 0 ? atLeast : MAX_CALL;
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String shown(Duration time) {
        return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private String name() {
        return latest.getDeployment().getName();
    }

    private DsException notReady(String why) {
        return new DsException(ExitCode.NOT_READY, name() + " " + why);
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DsException(ExitCode.FAILED, "interrupted", e);
        }
    }
}
