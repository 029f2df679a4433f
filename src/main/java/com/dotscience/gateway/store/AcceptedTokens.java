package com.dotscience.gateway.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which tokens of deployers are accepted: the current ones, and replaced ones until their overlap is over. */
public final class AcceptedTokens {
    static final String REPLACED = "SELECT * FROM old_tokens WHERE accepted_until > ?";

    private final Database database;
    private final Clock clock;

    /** @param clock measures overlaps; it must be steady */
    public AcceptedTokens(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Returns the hash of the current token of a deployer; empty if it was revoked. */
    static Optional<String> current(Transaction transaction, String deployerId) throws SQLException {
        return transaction.first(
                row -> row.getString(1),
                "SELECT token_hash FROM deployers WHERE id = ? AND token_hash IS NOT NULL",
                deployerId);
    }

    /** Whether this is the current token of a deployer, and not a replaced one. */
    public boolean isCurrent(String deployerId, Token token) {
        return database.transaction(transaction -> current(transaction, deployerId))
                .filter(token.hash()::equals)
                .isPresent();
    }

    /** Returns the deployer that has this token, if the token is accepted now. */
    public Optional<RegisteredDeployer> holder(Token token) {
        return holder(token.hash());
    }

    /** Returns the deployer that has the token with this hash, if the token is accepted now. */
    public Optional<RegisteredDeployer> holder(String hash) {
        return database.transaction(transaction -> {
            Optional<RegisteredDeployer> current =
                    transaction.first(RegisteredDeployer::of, "SELECT * FROM deployers WHERE token_hash = ?", hash);
            // This second query is rare, because hardly any call carries a replaced token.
            return current.isPresent() ? current : transaction.first(RegisteredDeployer::of, """
                            SELECT d.* FROM old_tokens o JOIN deployers d ON d.id = o.deployer_id
                            WHERE o.token_hash = ? AND o.accepted_until > ?
                            """, hash, clock.millis());
        });
    }

    /** Returns the hashes of all tokens that are accepted now. */
    public Set<String> acceptedHashes() {
        return database.transaction(
                transaction -> new HashSet<>(transaction.list(row -> row.getString(1), """
                SELECT token_hash FROM deployers WHERE token_hash IS NOT NULL
                UNION ALL SELECT token_hash FROM old_tokens WHERE accepted_until > ?
                """, clock.millis())));
    }

    /** Returns the replaced tokens that are still accepted, by the id of the deployer; the latest comes first. */
    public Map<String, List<ReplacedToken>> replaced() {
        return database
                .transaction(transaction ->
                        transaction.list(ReplacedToken::of, REPLACED + " ORDER BY replaced_at DESC", clock.millis()))
                .stream()
                .collect(Collectors.groupingBy(ReplacedToken::deployerId));
    }

    /**
     * Shortens overlaps that last longer from now on than they were meant to last in total. That happens when the system's clock
     * was set back between two runs.
     */
    public void limitOverlaps() {
        database.transaction(transaction -> transaction.update(
                "UPDATE old_tokens SET accepted_until = LEAST(accepted_until, accepted_until - replaced_at + ?)",
                clock.millis()));
    }

    /** Returns when the next overlap is over, in milliseconds since the epoch; empty if there is none. */
    public Optional<Long> nextEnd() {
        return database
                .transaction(
                        transaction -> transaction.list(row -> row.getLong(1), "SELECT accepted_until FROM old_tokens"))
                .stream()
                .min(Long::compare);
    }

    /** Removes the tokens whose overlap is over, and returns them. */
    public List<ReplacedToken> removeExpired() {
        return database.transaction(transaction -> {
            long now = clock.millis();
            List<ReplacedToken> expired =
                    transaction.list(ReplacedToken::of, "SELECT * FROM old_tokens WHERE accepted_until <= ?", now);
            transaction.update("DELETE FROM old_tokens WHERE accepted_until <= ?", now);
            return expired;
        });
    }
}
