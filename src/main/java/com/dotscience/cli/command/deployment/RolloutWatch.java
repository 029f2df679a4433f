package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
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

/** Follows the rollout of one model deployment until it is ready, or waiting makes no sense any more. */
final class RolloutWatch {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

    /** How long a rollout may be stuck: the pods of an older one say so for a moment, until there are new ones. */
    private static final Duration STUCK = Duration.ofSeconds(5);

    private final ManagementClient gateway;
    private final Session session;
    private final Progress progress;
    private final Duration timeout;
    private final long start = System.nanoTime();
    private ModelDeployment last;

    RolloutWatch(ManagementClient gateway, Session session, Duration timeout) {
        this.gateway = gateway;
        this.session = session;
        this.progress = session.progress();
        this.timeout = timeout;
    }

    /** @throws DsException if it does not become ready; the message says why */
    void forReady(ModelDeployment written) {
        last = written;
        var interrupted = new Thread(this::interrupted, "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            follow(written.getDeployment().getRevision());
        } finally {
            endedByItself(interrupted);
        }
    }

    /** Ctrl-C may come in this very moment: then either its hint is the last word or how the wait ended, never both. */
    private void endedByItself(Thread interrupted) {
        boolean wasFirst = progress.leave();
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            if (!wasFirst) {
                untilTheProcessIsGone();
            }
        }
    }

    private static void untilTheProcessIsGone() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it was when it was last seen. */
    ModelDeployment last() {
        return last;
    }

    private void follow(long asked) {
        var rollout = Rollout.of(last, asked, session.now());
        var wellAt = Duration.ZERO;
        while (rollout.outcome() == Rollout.Outcome.GOES_ON || rollout.outcome() == Rollout.Outcome.STUCK) {
            progress.now(rollout.text(), Age.words(waited()));
            if (rollout.outcome() == Rollout.Outcome.GOES_ON) {
                wellAt = waited();
            } else if (waited().minus(wellAt).compareTo(STUCK) >= 0) {
                throw notReady("is not as asked: " + rollout.text());
            }
            if (waited().compareTo(timeout) >= 0) {
                throw notReady("is not ready after " + written(timeout) + ": " + rollout.text()
                        + ". It goes on: ds deployment get " + name());
            }
            pause();
            rollout = look(asked, rollout);
        }
        if (rollout.outcome() == Rollout.Outcome.ENDED) {
            throw notReady(rollout.text());
        }
        progress.end(rollout.text());
    }

    /** A Gateway that is away for a while is no reason to give up. */
    private Rollout look(long asked, Rollout before) {
        try {
            last = gateway.call(management -> management
                    .withDeadlineAfter(patience().toMillis(), TimeUnit.MILLISECONDS)
                    .getDeployment(GetDeploymentRequest.newBuilder()
                            .setRef(DeploymentRef.newBuilder()
                                    .setDeployment(last.getDeployment().getId()))
                            .build()));
            return Rollout.of(last, asked, session.now());
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

    private Duration patience() {
        Duration left = timeout.minus(waited());
        Duration atLeast = left.compareTo(PAUSE) < 0 ? PAUSE : left;
        return atLeast.compareTo(LONGEST_CALL) < 0 ? atLeast : LONGEST_CALL;
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String written(Duration time) {
        return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private String name() {
        return last.getDeployment().getName();
    }

    private DsException notReady(String why) {
        return new DsException(ExitCode.NOT_READY, name() + " " + why);
    }

    private void interrupted() {
        if (!progress.leave()) {
            return;
        }
        session.hint("ds: no longer waiting; " + name() + " goes on: ds deployment get " + name());
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DsException(ExitCode.FAILED, "interrupted", e);
        }
    }
}
