package com.dotscience.gateway.store;

import com.dotscience.api.management.RevokeTokenRequest.Which;
import com.dotscience.gateway.validation.Syntax;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How deployers' tokens change: each has one, and those before it are accepted until their overlap is over. What a deployer is,
 * its identity with it, stays.
 */
public final class DeployerTokens {
    /** Long enough for any roll-out; a token that is to be replaced does not live for ever. */
    static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private static final String OLD = "SELECT * FROM old_tokens WHERE accepted_until > ?";

    private final Database database;
    private final Changes changes;
    private final SecureRandom random;
    private final Clock clock;

    /** A deployer as it is since, and its token, which nobody will know again. */
    public record Rotated(RegisteredDeployer deployer, Token token) {}

    /**
     * A deployer as it is since.
     *
     * @param hashes of the tokens that were accepted until now
     * @param prefixes of the same
     */
    public record Revoked(RegisteredDeployer deployer, Set<String> hashes, List<String> prefixes) {}

    /** @param clock what an overlap is measured with, steady */
    public DeployerTokens(Database database, Changes changes, SecureRandom random, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Gives a deployer another token.
     *
     * @param overlap how long those before are accepted yet; those that were replaced earlier no longer than before
     * @param check refuses by throwing
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
     * Refuses tokens of a deployer from now on.
     *
     * @param check given the deployer and the hashes of its tokens that are to be revoked; refuses by throwing
     */
    public Revoked revoke(String nameOrId, Which which, BiConsumer<RegisteredDeployer, Set<String>> check) {
        return changes.make(
                (transaction, revision) -> {
                    RegisteredDeployer deployer = new Lookup(transaction).deployer(nameOrId);
                    List<ReplacedToken> old = transaction.list(
                            ReplacedToken::of, OLD + " AND deployer_id = ?", clock.millis(), deployer.id());
                    Set<String> hashes = old.stream().map(ReplacedToken::hash).collect(Collectors.toSet());
                    List<String> prefixes = new ArrayList<>(
                            old.stream().map(ReplacedToken::prefix).toList());
                    boolean currentToo = which == Which.ALL || which == Which.REPLACED_ELSE_CURRENT && old.isEmpty();
                    if (currentToo) {
                        current(transaction, deployer.id()).ifPresent(hash -> {
                            hashes.add(hash);
                            prefixes.add(deployer.tokenPrefix());
                        });
                    }
                    check.accept(deployer, hashes);
                    transaction.update("DELETE FROM old_tokens WHERE deployer_id = ?", deployer.id());
                    if (currentToo) {
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

    /** Whether this is a deployer's token, and none that was replaced. */
    public boolean isCurrent(String deployerId, Token token) {
        return database.transaction(transaction -> current(transaction, deployerId))
                .filter(token.hash()::equals)
                .isPresent();
    }

    /** Whom a token lets in now. */
    public Optional<RegisteredDeployer> holder(Token token) {
        return holder(token.hash());
    }

    /** Whom the token of this hash lets in now. */
    public Optional<RegisteredDeployer> holder(String hash) {
        return database.transaction(transaction -> {
            Optional<RegisteredDeployer> current =
                    transaction.first(RegisteredDeployer::of, "SELECT * FROM deployers WHERE token_hash = ?", hash);
            // Seldom asked: hardly any call comes with a token that was replaced.
            return current.isPresent() ? current : transaction.first(RegisteredDeployer::of, """
                            SELECT d.* FROM old_tokens o JOIN deployers d ON d.id = o.deployer_id
                            WHERE o.token_hash = ? AND o.accepted_until > ?
                            """, hash, clock.millis());
        });
    }

    /** Those that were replaced and are accepted yet, by the id of their deployer; the latest first. */
    public Map<String, List<ReplacedToken>> old() {
        return database
                .transaction(transaction ->
                        transaction.list(ReplacedToken::of, OLD + " ORDER BY replaced_at DESC", clock.millis()))
                .stream()
                .collect(Collectors.groupingBy(ReplacedToken::deployerId));
    }

    /**
     * Bounds what a clock that was set back between two runs adds to an overlap: it is no longer, from now on, than it was to be
     * at all.
     */
    public void bound() {
        database.transaction(transaction -> transaction.update(
                "UPDATE old_tokens SET accepted_until = LEAST(accepted_until, accepted_until - replaced_at + ?)",
                clock.millis()));
    }

    /** When the next overlap is over, in milliseconds since the epoch; empty if none is under way. */
    public Optional<Long> nextEnd() {
        return database
                .transaction(
                        transaction -> transaction.list(row -> row.getLong(1), "SELECT accepted_until FROM old_tokens"))
                .stream()
                .min(Long::compare);
    }

    /** Forgets those whose overlap is over, and says which they were. */
    public List<ReplacedToken> overdue() {
        return database.transaction(transaction -> {
            long now = clock.millis();
            List<ReplacedToken> over =
                    transaction.list(ReplacedToken::of, "SELECT * FROM old_tokens WHERE accepted_until <= ?", now);
            transaction.update("DELETE FROM old_tokens WHERE accepted_until <= ?", now);
            return over;
        });
    }
}
