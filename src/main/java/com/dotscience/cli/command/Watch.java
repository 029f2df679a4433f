package com.dotscience.cli.command;

import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.Snapshot;
import com.dotscience.cli.output.Snapshot.Row;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Prints what is in a list, and then whatever changes in it, one line each, until Ctrl-C or until the reader has gone. It asks again
 * and again, because the Gateway tells nobody of changes; a list that takes long is asked for less often.
 */
public final class Watch {

    /** What the help of each command that can watch says of it. */
    public static final String DESCRIPTION = "Go on, and print each line again that changes, until Ctrl-C.";

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** For how many times as long as a list took ds then leaves the Gateway alone. */
    private static final int PAUSES = 10;

    /** These change with each sign of life of a deployer, which is no news. */
    private static final Set<String> NO_NEWS = Set.of("seenAt", "deployerSeenAt");

    private final Session session;
    private final Supplier<Snapshot> list;
    private final Map<String, Row> known = new LinkedHashMap<>();
    private String heading = "";

    /** @param list asks the Gateway */
    public Watch(Session session, Supplier<Snapshot> list) {
        this.session = session;
        this.list = list;
    }

    /** @throws DsException if the list cannot be had the first time, or is refused later */
    public void run() {
        Snapshot now = list.get();
        Duration took = Duration.ZERO;
        boolean away = false;
        while (print(now)) {
            pause(took);
            long asked = System.nanoTime();
            took = Duration.ZERO;
            try {
                now = list.get();
                took = Duration.ofNanos(System.nanoTime() - asked);
                away = false;
            } catch (DsException e) {
                if (e.code() != ExitCode.UNREACHABLE) {
                    throw e;
                }
                if (!away) {
                    session.hint("ds: " + e.getMessage() + " (watching goes on when it answers again)");
                }
                away = true;
            }
        }
    }

    /** @return false if the reader has gone */
    private boolean print(Snapshot now) {
        boolean read = printHeading(now.heading());
        Map<String, Row> gone = new LinkedHashMap<>(known);
        for (Row row : now.rows()) {
            gone.remove(row.id());
            Row before = known.put(row.id(), row);
            if (before == null || !state(row).equals(state(before))) {
                read &= session.log(row.line(), row.json());
            }
        }
        for (Row row : gone.values()) {
            known.remove(row.id());
            Map<String, Object> removed = new LinkedHashMap<>(row.json());
            removed.put("removed", true);
            read &= session.log(row.json().get("name") + " was removed", removed);
        }
        return read;
    }

    /** The heading comes again only if there are other columns than before, as in a terminal that was made narrower. */
    private boolean printHeading(String next) {
        String columns = next.replaceAll(" +", " ");
        if (session.isForPrograms() || columns.equals(heading)) {
            return true;
        }
        heading = columns;
        return session.log(next, Map.of());
    }

    private Object state(Row row) {
        if (!session.isForPrograms()) {
            return row.cells();
        }
        Map<String, Object> state = new LinkedHashMap<>(row.json());
        state.keySet().removeAll(NO_NEWS);
        return state;
    }

    private static void pause(Duration took) {
        Duration rest = took.multipliedBy(PAUSES);
        try {
            TimeUnit.NANOSECONDS.sleep((rest.compareTo(PAUSE) < 0 ? PAUSE : rest).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DsException(ExitCode.FAILED, "interrupted", e);
        }
    }
}
