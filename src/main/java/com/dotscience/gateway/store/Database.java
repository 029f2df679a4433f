package com.dotscience.gateway.store;

import com.dotscience.gateway.options.StartFailure;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of the Gateway, H2 or PostgreSQL. Opening it brings its schema up to date. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** H2 reports this after it failed to write and closed itself. */
    private static final int H2_CLOSED = 90098;

    /** The SQLSTATE of PostgreSQL for a write to what can only be read, as after the server failed over and this is the former primary. */
    private static final String READ_ONLY = "25006";

    private final HikariDataSource pool;
    private final AtomicBoolean failing = new AtomicBoolean();

    /** The work of one transaction. An exception rolls the transaction back. */
    public interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens a database.
     *
     * @throws StartFailure if it cannot be reached, is in use by another process, or has a newer schema
     */
    public static Database open(String url) {
        Optional<DatabaseFile> file = DatabaseFile.of(url);
        HikariDataSource pool = ConnectionPool.open(url);
        try {
            file.ifPresent(DatabaseFile::protect);
            Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .load();
            refuseNewerSchema(url, flyway.info().current());
            flyway.migrate();
            return new Database(pool);
        } catch (StartFailure e) {
            pool.close();
            throw e;
        } catch (FlywayException e) {
            pool.close();
            throw new StartFailure(
                    "the tables of " + ConnectionPool.withoutParameters(url) + " cannot be brought up to date: "
                            + ConnectionPool.firstLine(e),
                    e);
        }
    }

    /** Flyway only warns of a newer schema, but then this version may read or write it wrongly. */
    private static void refuseNewerSchema(String url, MigrationInfo current) {
        if (current != null && current.getState() == MigrationState.FUTURE_SUCCESS) {
            throw new StartFailure("the database " + ConnectionPool.withoutParameters(url)
                    + " was brought up to date by a newer Gateway (its tables have version " + current.getVersion()
                    + "): start that version again, or put back the backup from before the upgrade");
        }
    }

    /**
     * Runs one transaction. Each of its statements sees what was committed before it.
     *
     * @throws DatabaseUnavailable if the transaction failed; if the commit itself failed, it may still have taken effect
     */
    public <T> T transaction(Work<T> work) {
        return reportingFailures(() -> {
            try (Connection connection = pool.getConnection()) {
                return inside(connection, work);
            }
        });
    }

    /**
     * Runs one transaction that only reads, and sees all tables as they were at one moment.
     *
     * @throws DatabaseUnavailable if the database does not answer
     */
    public <T> T snapshot(Work<T> work) {
        return reportingFailures(() -> {
            try (Connection connection = pool.getConnection()) {
                // This is the only level at which both databases guarantee a snapshot. Because the transaction only
                // reads,
                // PostgreSQL neither tracks conflicts for it nor rejects it.
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                return inside(connection, work);
            }
        });
    }

    /** Whether the database can be written now, found out by a write. It takes some seconds if the database does not answer. */
    public boolean isWritable() {
        try {
            // The value changes each time, because a database need not write a row that stays the same.
            return transaction(transaction -> transaction.update("UPDATE trial_writes SET writes = writes + 1")) == 1;
        } catch (DatabaseUnavailable e) {
            return false;
        }
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    private <T> T reportingFailures(Attempt<T> attempt) {
        try {
            T result = attempt.run();
            if (failing.compareAndSet(true, false)) {
                LOG.info("The database works again");
            }
            return result;
        } catch (SQLException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.warn("The database failed: {}", ConnectionPool.firstLine(e));
            }
            if (e.getErrorCode() == H2_CLOSED || READ_ONLY.equals(e.getSQLState())) {
                // A new connection opens the database again, or finds the new primary, but the existing ones never
                // recover.
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            throw new DatabaseUnavailable(e);
        }
    }

    private static <T> T inside(Connection connection, Work<T> work) throws SQLException {
        try {
            T result = work.in(new Transaction(connection));
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
