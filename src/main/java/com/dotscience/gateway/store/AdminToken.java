package com.dotscience.gateway.store;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one token of the management API. */
public final class AdminToken {
    private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);

    private final Database database;
    private final Optional<AdminTokenHandover> handover;
    private final SecureRandom random;
    private final Clock clock;

    /** @param handover where a new one may be given while the Gateway runs */
    public AdminToken(Database database, Optional<AdminTokenHandover> handover, SecureRandom random, Clock clock) {
        this.database = database;
        this.handover = handover;
        this.random = random;
        this.clock = clock;
    }

    /** A first token if there is none yet; it is known this once. */
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

    public boolean exists() {
        takeWhatIsGiven();
        return database.transaction(AdminToken::exists);
    }

    /** From now on it is this one; another stops working at once. */
    public void set(Token token) {
        database.transaction(transaction -> {
            replace(transaction, token.hash());
            return null;
        });
    }

    public boolean is(Token token) {
        takeWhatIsGiven();
        return database.transaction(transaction -> transaction.first(
                        row -> row.getString(1),
                        "SELECT token_hash FROM admin_token WHERE token_hash = ?",
                        token.hash()))
                .isPresent();
    }

    /** One at a time: of two the later one counts. */
    private synchronized void takeWhatIsGiven() {
        handover.ifPresent(place -> {
            try {
                Optional<String> hash = place.take();
                if (hash.isPresent()) {
                    database.transaction(transaction -> {
                        replace(transaction, hash.get());
                        return null;
                    });
                    place.done();
                    LOG.info("There is a new admin token: that before stopped working");
                }
            } catch (IOException e) {
                LOG.warn("A new admin token cannot be taken: {}", e.toString());
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
