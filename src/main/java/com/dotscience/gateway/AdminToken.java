package com.dotscience.gateway;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** The one token of the management API. */
final class AdminToken {
    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    AdminToken(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** A first token if there is none yet; it is known this once. */
    Optional<String> createIfMissing() {
        return database.transaction(transaction -> {
            boolean exists = transaction
                    .first(row -> row.getString(1), "SELECT token_hash FROM admin_token")
                    .isPresent();
            return exists ? Optional.empty() : Optional.of(replace(transaction));
        });
    }

    /** A new token; the one before stops working at once. */
    String reset() {
        return database.transaction(this::replace);
    }

    boolean is(Token token) {
        return database.transaction(transaction -> transaction.first(
                        row -> row.getString(1),
                        "SELECT token_hash FROM admin_token WHERE token_hash = ?",
                        token.hash()))
                .isPresent();
    }

    private String replace(Transaction transaction) throws SQLException {
        Token token = Token.random(random);
        transaction.update("DELETE FROM admin_token");
        transaction.update(
                "INSERT INTO admin_token (token_hash, created_at) VALUES (?, ?)", token.hash(), clock.millis());
        return token.secret();
    }
}
