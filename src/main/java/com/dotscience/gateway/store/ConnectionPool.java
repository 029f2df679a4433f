package com.dotscience.gateway.store;

import com.dotscience.gateway.options.StartFailure;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** Opens the connections to a database, and explains why it cannot. */
final class ConnectionPool {
    private static final int H2_ALREADY_OPEN = 90020;
    private static final int CONNECT_TIMEOUT_SECONDS = 3;

    private ConnectionPool() {}

    /** @throws StartFailure if the database cannot be opened; the message says what to do */
    static HikariDataSource open(String url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("gateway");
        config.setJdbcUrl(url);
        config.setConnectionTimeout(CONNECT_TIMEOUT_SECONDS * 1_000);
        // A wrong URL is reported after one attempt.
        config.setInitializationFailTimeout(1);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (url.startsWith("jdbc:postgresql:")) {
            // Both are in seconds. Without them a server that vanished would block calls for ever.
            config.addDataSourceProperty("connectTimeout", "3");
            config.addDataSourceProperty("socketTimeout", "10");
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw cannotOpen(url, e);
        }
    }

    private static StartFailure cannotOpen(String url, RuntimeException failure) {
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

    /** The parameters are left out because they may contain a password. */
    static String withoutParameters(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }

    /** Returns the first line of a message, because drivers add whole statements below it. */
    static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
