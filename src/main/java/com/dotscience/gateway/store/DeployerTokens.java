package com.dotscience.gateway.store;

import com.dotscience.api.management.RevokeTokenRequest.Which;
import com.dotscience.validation.Syntax;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Changes the tokens of deployers. Each deployer has one current token. A token that was replaced is accepted until its overlap is over.
 * The identity of a deployer stays when its token changes.
 */
public final class DeployerTokens {
    /** This is long enough for any rollout of a new token, and it makes sure that a replaced token expires. */
    static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

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
    public DeployerTokens(Changes changes, SecureRandom random, Clock clock) {
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
        Optional<String> current = AcceptedTokens.current(transaction, deployer.id());
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
                            ReplacedToken::of,
                            AcceptedTokens.REPLACED + " AND deployer_id = ?",
                            clock.millis(),
                            deployer.id());
                    Set<String> hashes = old.stream().map(ReplacedToken::hash).collect(Collectors.toSet());
                    List<String> prefixes = new ArrayList<>(
                            old.stream().map(ReplacedToken::prefix).toList());
                    boolean alsoCurrent = which == Which.ALL || which == Which.REPLACED_ELSE_CURRENT && old.isEmpty();
                    if (alsoCurrent) {
                        AcceptedTokens.current(transaction, deployer.id()).ifPresent(hash -> {
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
}
