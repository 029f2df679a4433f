package com.dotscience.gateway.store;

import com.dotscience.api.management.RevokeTokenRequest.Which;
import com.dotscience.gateway.validation.Syntax;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The tokens of deployers. Each deployer has one current token. Tokens that were replaced are accepted until their overlap is over.
 * The identity of a deployer stays when its token changes.
 */
public final class DeployerTokens {
    /** This is long enough for any rollout of a new token, and it makes sure that a replaced token expires. */
    static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private static final String REPLACED = "SELECT * FROM old_tokens WHERE accepted_until > ?";

    private final Database database;
    private final Changes changes;
    private final SecureRandom random;
    private final Clock clock;

    /** The deployer after a rotation and its new token, which is not stored and cannot be shown again. */
    public record Rotated(RegisteredDeployer deployer, Token token) {}

    /**
     * The result of a revocation.
     *
     * @param deployer the deployer after it
     * @param hashes the hashes of the revoked tokens
     * @param prefixes the prefixes of the revoked tokens
     */
    public record Revoked(RegisteredDeployer deployer, Set<String> hashes, List<String> prefixes) {}

    /** @param clock measures overlaps; it must be steady */
    public DeployerTokens(Database database, Changes changes, SecureRandom random, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Gives a deployer a new token.
     *
     * @param overlap how long the old token is still accepted; it never prolongs tokens that were replaced earlier
     * @param check throws to refuse the rotation
     */
    public Rotated rotate(String nameOrId, Duration overlap, Consumer<RegisteredDeployer> check) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw Syntax.invalid("overlap must be 0 to " + LONGEST_OVERLAP.toDays() + " days, not "
                    + overlap.toSeconds() + " seconds");
        }
        Token token = Token.random(random);
        return changes.make(
                (transaction, revision) -> {
                    RegisteredDeployer deployer = new Lookup(transaction).deployer(nameOrId);
                    check.accept(deployer);
                    replace(transaction, deployer, token, overlap);
                    return new Rotated(new Lookup(transaction).deployer(deployer.id()), token);
                },
                (rotated, revision) -> {});
    }

    private void replace(Transaction transaction, RegisteredDeployer deployer, Token token, Duration overlap)
            throws SQLException {
        long now = clock.millis();
        long until = now + overlap.toMillis();
        transaction.update(
                "UPDATE old_tokens SET accepted_until = ? WHERE deployer_id = ? AND accepted_until > ?",
                until,
                deployer.id(),
                until);
        Optional<String> current = current(transaction, deployer.id());
        if (current.isPresent()) {
            transaction.update("""
                    INSERT INTO old_tokens (token_hash, deployer_id, token_prefix, replaced_at, accepted_until)
                    VALUES (?, ?, ?, ?, ?)
                    """, current.get(), deployer.id(), deployer.tokenPrefix(), now, until);
        }
        transaction.update(
                "UPDATE deployers SET token_hash = ?, token_prefix = ? WHERE id = ?",
                token.hash(),
                token.prefix(),
                deployer.id());
    }

    /**
     * Revokes tokens of a deployer.
     *
     * @param check gets the deployer and the hashes of the tokens to revoke, and throws to refuse
     */
    public Revoked revoke(String nameOrId, Which which, BiConsumer<RegisteredDeployer, Set<String>> check) {
        return changes.make(
                (transaction, revision) -> {
                    RegisteredDeployer deployer = new Lookup(transaction).deployer(nameOrId);
                    List<ReplacedToken> old = transaction.list(
                            ReplacedToken::of, REPLACED + " AND deployer_id = ?", clock.millis(), deployer.id());
                    Set<String> hashes = old.stream().map(ReplacedToken::hash).collect(Collectors.toSet());
                    List<String> prefixes = new ArrayList<>(
                            old.stream().map(ReplacedToken::prefix).toList());
                    boolean alsoCurrent = which == Which.ALL || which == Which.REPLACED_ELSE_CURRENT && old.isEmpty();
                    if (alsoCurrent) {
                        current(transaction, deployer.id()).ifPresent(hash -> {
                            hashes.add(hash);
                            prefixes.add(deployer.tokenPrefix());
                        });
                    }
                    check.accept(deployer, hashes);
                    transaction.update("DELETE FROM old_tokens WHERE deployer_id = ?", deployer.id());
                    if (alsoCurrent) {
                        transaction.update(
                                "UPDATE deployers SET token_hash = NULL, token_prefix = '' WHERE id = ?",
                                deployer.id());
                    }
                    return new Revoked(new Lookup(transaction).deployer(deployer.id()), hashes, prefixes);
                },
                (revoked, revision) -> {});
    }

    private static Optional<String> current(Transaction transaction, String deployerId) throws SQLException {
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
