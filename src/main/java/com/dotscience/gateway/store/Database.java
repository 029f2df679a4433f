package com.dotscience.gateway.store;

import com.dotscience.gateway.options.StartFailure;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Gateway's database: H2 or PostgreSQL, its schema brought up to date when it is opened. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int H2_ALREADY_OPEN = 90020;

    /** It could not write, and closed itself. */
    private static final int H2_CLOSED = 90098;

    private static final int PATIENCE_SECONDS = 3;

    private final HikariDataSource pool;
    private final AtomicBoolean away = new AtomicBoolean();

    /** Some work in one transaction; what it throws rolls it back. */
    public interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** @throws StartFailure if it cannot be reached, is in use by another process, or holds a newer schema */
    public static Database open(String url) {
        Optional<DatabaseFile> file = DatabaseFile.of(url);
        HikariDataSource pool = connect(url);
        try {
            file.ifPresent(DatabaseFile::protect);
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .load()
                    .migrate();
            return new Database(pool);
        } catch (FlywayException e) {
            pool.close();
            throw new StartFailure(
                    "the tables of " + withoutParameters(url) + " cannot be brought up to date: " + firstLine(e), e);
        }
    }

    private static HikariDataSource connect(String url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("gateway");
        config.setJdbcUrl(url);
        config.setConnectionTimeout(PATIENCE_SECONDS * 1_000);
        // Whoever mistyped a URL is not to wait for the answer.
        config.setInitializationFailTimeout(1);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (url.startsWith("jdbc:postgresql:")) {
            // In seconds. A server that vanished must not hold calls for ever.
            config.addDataSourceProperty("connectTimeout", "3");
            config.addDataSourceProperty("socketTimeout", "10");
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw whyNot(url, e);
        }
    }

    private static StartFailure whyNot(String url, RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        if (cause instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
            return new DatabaseInUse(withoutParameters(url), failure);
        }
        return new StartFailure(
                "the database " + withoutParameters(url) + " cannot be opened: "
                        + firstLine(cause)
                        + "; check --data or --database-url",
                failure);
    }

    /** A JDBC URL may carry a password in its parameters. */
    private static String withoutParameters(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }

    /**
     * One transaction, each statement of which sees what is committed.
     *
     * @throws DatabaseAway if the database did not do it; if it failed while committing, it may still have been done
     */
    public <T> T transaction(Work<T> work) {
        return answered(() -> {
            try (Connection connection = pool.getConnection()) {
                return inside(connection, work);
            }
        });
    }

    /**
     * One transaction that only reads, and sees all tables as they were at one moment.
     *
     * @throws DatabaseAway if the database does not answer
     */
    public <T> T snapshot(Work<T> work) {
        return answered(() -> {
            try (Connection connection = pool.getConnection()) {
                // The one level at which both databases promise a snapshot. Read-only, PostgreSQL has no bookkeeping to
                // do for it and nothing to refuse.
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                return inside(connection, work);
            }
        });
    }

    /** Whether something can be written now, found out within some seconds, and by writing. */
    public boolean writes() {
        try {
            // Another value each time: what stays as it is need not be written.
            return transaction(transaction -> transaction.update("UPDATE trial_writes SET writes = writes + 1")) == 1;
        } catch (DatabaseAway e) {
            return false;
        }
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    private <T> T answered(Attempt<T> attempt) {
        try {
            T result = attempt.run();
            if (away.compareAndSet(true, false)) {
                LOG.info("The database is back");
            }
            return result;
        } catch (SQLException e) {
            if (away.compareAndSet(false, true)) {
                LOG.warn("The database failed: {}", firstLine(e));
            }
            if (e.getErrorCode() == H2_CLOSED) {
                // The next connection opens it again; these never would.
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            throw new DatabaseAway(e);
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

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        pool.close();
    }
}
