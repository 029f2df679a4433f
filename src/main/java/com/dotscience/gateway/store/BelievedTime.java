package com.dotscience.gateway.store;

import java.sql.SQLException;
import java.time.Duration;

/**
 * The time by which tombstones grow old. Between two runs nothing tells a clock that was set from time that has passed, so no
 * more than a week is believed, however often a Gateway starts by a clock that is ahead; and never more than the clock says.
 *
 * @param behind how far it is behind the clock in this run, in milliseconds
 */
record BelievedTime(long behind) {
    private static final Duration MOST = Duration.ofDays(7);

    private record Read(long believed, long clock) {}

    /** @param clock what it shows now, in milliseconds since the epoch */
    static BelievedTime atStart(Transaction transaction, long clock) throws SQLException {
        Read last = transaction
                .first(
                        row -> new Read(row.getLong("believed"), row.getLong("clock")),
                        "SELECT believed, clock FROM believed_time WHERE id = 1")
                .orElse(lastChange(transaction, clock));
        long passed = Math.min(MOST.toMillis(), Math.max(0, clock - last.clock()));
        return new BelievedTime(Math.max(0, clock - last.believed() - passed));
    }

    /** A version before this one noted nothing, but the last change has the time of its clock. */
    private static Read lastChange(Transaction transaction, long clock) throws SQLException {
        long last = Changes.now(transaction);
        return last == 0 ? new Read(clock, clock) : new Read(last, last);
    }

    /** In milliseconds since the epoch. */
    long at(long clock) {
        return clock - behind;
    }

    /** Keeps it for the next run. */
    void note(Transaction transaction, long clock) throws SQLException {
        if (transaction.update("UPDATE believed_time SET believed = ?, clock = ? WHERE id = 1", at(clock), clock)
                == 0) {
            transaction.update("INSERT INTO believed_time (id, believed, clock) VALUES (1, ?, ?)", at(clock), clock);
        }
    }
}
