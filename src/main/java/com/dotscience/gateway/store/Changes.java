package com.dotscience.gateway.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts all changes of the desired state in one order: revisions, commits and the messages to deployers all follow it.
 *
 * <p>A revision is the time in milliseconds, or one more than the last revision if that is larger. So revisions also grow after a
 * database was restored from a backup, where a plain counter would repeat revisions that deployers have already seen.
 */
public final class Changes implements AutoCloseable {
    private static final long LOCK_TIMEOUT_SECONDS = 5;

    private final Database database;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final ExecutorService publisher = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "gateway-publisher");
        thread.setDaemon(true);
        return thread;
    });

    /** The work of one change, in a transaction and with a revision of its own. */
    public interface Work<T> {
        T in(Transaction transaction, long revision) throws SQLException;
    }

    /**
     * Is called for each change after its commit, in the order of the changes. The writer does not wait for it, because its cost
     * grows with the number of streams.
     */
    public interface Listener<T> {
        void committed(T result, long revision);
    }

    private record Committed<T>(T result, long revision) {}

    public Changes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes one change and returns the result of its work.
     *
     * @throws DatabaseUnavailable if the change was not made, or it is not known whether it was
     */
    public <T> T make(Work<T> work, Listener<T> listener) {
        if (!acquireLock()) {
            throw new DatabaseUnavailable("too many changes wait for the database");
        }
        try {
            Committed<T> change = database.transaction(transaction -> {
                long revision = tick(transaction);
                return new Committed<>(work.in(transaction, revision), revision);
            });
            publisher.execute(() -> listener.committed(change.result(), change.revision()));
            return change.result();
        } finally {
            lock.unlock();
        }
    }

    /** Publishes no further changes, because all streams have ended. */
    @Override
    public void close() {
        publisher.shutdown();
    }

    /** Takes a revision that is newer than all before, so that lists of this run are newer than those of the last run. */
    public void advance() {
        database.transaction(this::tick);
    }

    private long tick(Transaction transaction) throws SQLException {
        // The update locks the row, so another Gateway on the same database waits here.
        transaction.update("UPDATE change_clock SET revision = GREATEST(revision + 1, ?) WHERE id = 1", clock.millis());
        return now(transaction);
    }

    static long now(Transaction transaction) throws SQLException {
        return transaction
                .first(row -> row.getLong(1), "SELECT revision FROM change_clock WHERE id = 1")
                .orElseThrow();
    }

    private boolean acquireLock() {
        try {
            return lock.tryLock(LOCK_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
