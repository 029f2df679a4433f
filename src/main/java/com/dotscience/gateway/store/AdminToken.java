package com.dotscience.gateway.store;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin token, which opens the management API. There is only one. */
public final class AdminToken {
    private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);

    private final Database database;
    private final Optional<AdminTokenHandover> handover;
    private final SecureRandom random;
    private final Clock clock;

    /** @param handover the file in which another process may leave a new token while the Gateway runs; empty if there is none */
    public AdminToken(Database database, Optional<AdminTokenHandover> handover, SecureRandom random, Clock clock) {
        this.database = database;
        this.handover = handover;
        this.random = random;
        this.clock = clock;
    }

    /** Creates the first token and returns it; empty if there is one. Only its hash is stored, so it cannot be returned again. */
    public Optional<String> createIfMissing() {
        return database.transaction(transaction -> {
            if (exists(transaction)) {
                return Optional.empty();
            }
            Token token = Token.random(random);
            replace(transaction, token.hash());
            return Optional.of(token.secret());
        });
    }

    /** Whether there is an admin token. */
    public boolean exists() {
        applyHandover();
        return database.transaction(AdminToken::exists);
    }

    /** Replaces the token. The old one stops working at once. */
    public void set(Token token) {
        database.transaction(transaction -> {
            replace(transaction, token.hash());
            return null;
        });
    }

    /** Whether this is the admin token. */
    public boolean is(Token token) {
        applyHandover();
        return database.transaction(transaction -> transaction.first(
                        row -> row.getString(1),
                        "SELECT token_hash FROM admin_token WHERE token_hash = ?",
                        token.hash()))
                .isPresent();
    }

    /** Stores a token that was handed over. Synchronized, so that of two tokens the later one wins. */
    private synchronized void applyHandover() {
        handover.ifPresent(file -> {
            try {
                Optional<String> hash = file.poll();
                if (hash.isPresent()) {
                    database.transaction(transaction -> {
                        replace(transaction, hash.get());
                        return null;
                    });
                    file.acknowledge();
                    LOG.info("The admin token was replaced, and the old one no longer works");
                }
            } catch (IOException e) {
                LOG.warn("The new admin token that was handed over cannot be read: {}", e.toString());
            }
        });
    }

    private static boolean exists(Transaction transaction) throws SQLException {
        return transaction
                .first(row -> row.getString(1), "SELECT token_hash FROM admin_token")
                .isPresent();
    }

    private void replace(Transaction transaction, String hash) throws SQLException {
        transaction.update("DELETE FROM admin_token");
        transaction.update("INSERT INTO admin_token (token_hash, created_at) VALUES (?, ?)", hash, clock.millis());
    }
}
