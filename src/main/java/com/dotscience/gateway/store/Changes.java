package com.dotscience.gateway.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts all changes of what is wanted in one order: the order of their revisions is that of their commits, and that in
 * which deployers hear of them.
 *
 * <p>A revision is the time in milliseconds, or one more than the last if that is not later: so it also grows over a
 * database that was restored from a backup, where counting alone would repeat what deployers have already seen.
 */
public final class Changes implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final Database database;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final ExecutorService announcements = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gateway-news");
        thread.setDaemon(true);
        return thread;
    });

    /** Some work in a transaction that has been given a revision of its own. */
    public interface Work<T> {
        T in(Transaction transaction, long revision) throws SQLException;
    }

    /**
     * Told of a change once it is committed, of one after the other in their order. Nobody who writes waits for it: it costs as
     * much as there are streams, and who made the change may have its answer before.
     */
    public interface Listener<T> {
        void committed(T result, long revision);
    }

    private record Committed<T>(T result, long revision) {}

    public Changes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public <T> T make(Work<T> work, Listener<T> listener) {
        if (!lock()) {
            throw new DatabaseAway("too many changes wait for the database");
        }
        try {
            Committed<T> change = database.transaction(transaction -> {
                long revision = tick(transaction);
                return new Committed<>(work.in(transaction, revision), revision);
            });
            announcements.execute(() -> listener.committed(change.result(), change.revision()));
            return change.result();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Nothing is announced any more, which nobody would hear. */
    @Override
    public void close() {
        announcements.shutdown();
    }

    /** Whatever is said from now on is newer than all that was said before. */
    public void advance() {
        database.transaction(this::tick);
    }

    private long tick(Transaction transaction) throws SQLException {
        // The update locks the row, so another process on the same database waits here.
        transaction.update("UPDATE change_clock SET revision = GREATEST(revision + 1, ?) WHERE id = 1", clock.millis());
        return now(transaction);
    }

    static long now(Transaction transaction) throws SQLException {
        return transaction
                .first(row -> row.getLong(1), "SELECT revision FROM change_clock WHERE id = 1")
                .orElseThrow();
    }

    private boolean lock() {
        try {
            return oneAtATime.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
