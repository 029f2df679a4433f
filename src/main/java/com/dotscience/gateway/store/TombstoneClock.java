package com.dotscience.gateway.store;

import java.sql.SQLException;
import java.time.Duration;

/**
 * The clock by which tombstones expire. While the Gateway is down, time that passes cannot be told from a clock that somebody sets
 * ahead. So this clock advances by at most a week between two runs, and it is never ahead of the system's clock. Otherwise tombstones
 * would expire too early, and deployers would not learn what was removed.
 *
 * @param behind how far this clock is behind the system's clock during this run, in milliseconds
 */
record TombstoneClock(long behind) {
    private static final Duration MAX_BETWEEN_RUNS = Duration.ofDays(7);

    private record Stored(long believed, long clock) {}

    /** @param clock the system's clock at the start, in milliseconds since the epoch */
    static TombstoneClock atStart(Transaction transaction, long clock) throws SQLException {
        Stored last = transaction
                .first(
                        row -> new Stored(row.getLong("believed"), row.getLong("clock")),
                        "SELECT believed, clock FROM believed_time WHERE id = 1")
                .orElse(lastChange(transaction, clock));
        long passed = Math.min(MAX_BETWEEN_RUNS.toMillis(), Math.max(0, clock - last.clock()));
        return new TombstoneClock(Math.max(0, clock - last.believed() - passed));
    }

    /** Older versions stored no time here, so the time of the last change is used. */
    private static Stored lastChange(Transaction transaction, long clock) throws SQLException {
        long last = Changes.now(transaction);
        return last == 0 ? new Stored(clock, clock) : new Stored(last, last);
    }

    /** Returns the time of this clock when the system's clock shows the given one, both in milliseconds since the epoch. */
    long at(long clock) {
        return clock - behind;
    }

    /** Stores the time for the next run. */
    void save(Transaction transaction, long clock) throws SQLException {
        if (transaction.update("UPDATE believed_time SET believed = ?, clock = ? WHERE id = 1", at(clock), clock)
                == 0) {
            transaction.update("INSERT INTO believed_time (id, believed, clock) VALUES (1, ?, ?)", at(clock), clock);
        }
    }
}
