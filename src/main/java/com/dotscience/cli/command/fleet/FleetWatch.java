package com.dotscience.cli.command.fleet;

import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.cli.command.InterruptibleWait;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.Progress;
import com.dotscience.text.Age;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Follows a fleet update until it ends or until the timeout, and shows it then. */
public final class FleetWatch {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final ManagementClient gateway;
    private final Session session;
    private final Progress progress;
    private final Optional<Duration> timeout;
    private final long start = System.nanoTime();

    /** @param timeout empty: it waits however long it takes */
    public FleetWatch(ManagementClient gateway, Session session, Optional<Duration> timeout) {
        this.gateway = gateway;
        this.session = session;
        this.progress = session.progress();
        this.timeout = timeout;
    }

    /** @throws DsException if it stops, ends otherwise than it was asked for, or takes too long; the message says why */
    public void untilDone(FleetUpdate started) {
        String number = Long.toString(started.getNumber());
        String hint = "ds: no longer waiting; the Gateway goes on: ds fleet wait " + number;
        FleetUpdate ended;
        try (var wait = new InterruptibleWait(session, progress, () -> hint)) {
            ended = follow(started);
        }
        if (session.isForPrograms()) {
            session.show(new FleetDetails(ended, session.now()));
        }
        refuseUnlessDone(ended);
    }

    private FleetUpdate follow(FleetUpdate started) {
        FleetUpdate latest = started;
        String text = FleetStatus.line(started);
        while (latest.getState() == FleetUpdate.State.RUNNING) {
            progress.update(text, Age.words(waited()));
            if (timeout.filter(limit -> waited().compareTo(limit) >= 0).isPresent()) {
                throw new DsException(
                        ExitCode.NOT_READY,
                        name(started) + " is not done after " + shown(timeout.get()) + ": " + text
                                + ". The Gateway goes on: ds fleet wait " + started.getNumber());
            }
            pause();
            try {
                latest = read(started.getNumber());
                text = FleetStatus.line(latest);
            } catch (DsException e) {
                // A Gateway that is away may come back, and the fleet update with it.
                if (e.code() != ExitCode.UNREACHABLE) {
                    throw e;
                }
                text = e.getMessage();
            }
        }
        progress.finish(FleetStatus.line(latest));
        return latest;
    }

    private FleetUpdate read(long number) {
        var request = GetFleetUpdateRequest.newBuilder()
                .setUpdate(Long.toString(number))
                .build();
        return gateway.call(management -> management.getFleetUpdate(request));
    }

    private static void refuseUnlessDone(FleetUpdate ended) {
        if (ended.getState() == FleetUpdate.State.STOPPED) {
            throw new DsException(
                    ExitCode.NOT_READY,
                    name(ended) + " has stopped: " + ended.getMessage() + ". It goes on with: ds deployment update "
                            + ended.getName() + " --continue");
        }
        if (!ended.getMessage().isEmpty()) {
            throw new DsException(ExitCode.NOT_READY, name(ended) + " is done, but " + ended.getMessage());
        }
    }

    private static String name(FleetUpdate update) {
        return "fleet update " + update.getNumber() + " of " + update.getName();
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String shown(Duration time) {
        return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
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
