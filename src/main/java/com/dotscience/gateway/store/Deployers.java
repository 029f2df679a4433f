package com.dotscience.gateway.store;

import com.dotscience.api.IngressUrl;
import com.dotscience.validation.Syntax;
import com.google.common.collect.Iterables;
import io.grpc.Status;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The table of deployers that may connect. */
public final class Deployers {
    private final Database database;
    private final Changes changes;
    private final SecureRandom random;
    private final Clock clock;

    /** A new deployer and its token, which is not stored and cannot be shown again. */
    public record Created(RegisteredDeployer deployer, Token token) {}

    public Deployers(Database database, Changes changes, SecureRandom random, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.random = random;
        this.clock = clock;
    }

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT or ALREADY_EXISTS */
    public Created create(String name, Map<String, String> labels) {
        Syntax.NAME.check("deployer name", name);
        Token token = Token.random(random);
        RegisteredDeployer deployer = new RegisteredDeployer(
                UUID.randomUUID().toString(),
                name,
                token.identity(),
                token.prefix(),
                "",
                "",
                IngressUrl.USUAL,
                clock.millis(),
                0);
        changes.make(
                (transaction, revision) -> {
                    insert(transaction, deployer, token);
                    DeployerLabels.put(transaction, deployer.id(), labels);
                    return null;
                },
                (inserted, at) -> {});
        return new Created(deployer, token);
    }

    private static void insert(Transaction transaction, RegisteredDeployer deployer, Token token) throws SQLException {
        if (transaction
                .first(row -> row.getString("id"), "SELECT id FROM deployers WHERE name = ?", deployer.name())
                .isPresent()) {
            throw Status.ALREADY_EXISTS
                    .withDescription("there already is a deployer '" + deployer.name() + "'")
                    .asRuntimeException();
        }
        transaction.update(
                """
                INSERT INTO deployers (id, name, identity, token_hash, token_prefix, version, created_at, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                deployer.id(),
                deployer.name(),
                deployer.identity(),
                token.hash(),
                deployer.tokenPrefix(),
                deployer.version(),
                deployer.createdAt(),
                deployer.seenAt());
    }

    /** @throws io.grpc.StatusRuntimeException NOT_FOUND if it has been deleted */
    public RegisteredDeployer byId(String id) {
        return database.transaction(transaction -> new Lookup(transaction).deployer(id));
    }

    /** Returns all deployers sorted by name, each with the number of its model deployments. */
    public Map<RegisteredDeployer, Integer> list() {
        return database.transaction(transaction -> {
            Map<RegisteredDeployer, Integer> counted = new LinkedHashMap<>();
            transaction.list(row -> counted.put(RegisteredDeployer.of(row), row.getInt("deployments")), """
                    SELECT d.*, (SELECT COUNT(*) FROM model_deployments m WHERE m.deployer_id = d.id) AS deployments
                    FROM deployers d ORDER BY d.name
                    """);
            return counted;
        });
    }

    /**
     * Stores when a deployer called last, its version, and what it announced; returns false if it was deleted.
     *
     * @param capabilities those of settings
     */
    public boolean setSeen(String id, String version, Collection<String> capabilities, long at) {
        return database.transaction(transaction -> transaction.update(
                        "UPDATE deployers SET version = ?, capabilities = ?, seen_at = ? WHERE id = ?",
                        version,
                        String.join(",", capabilities),
                        at,
                        id))
                > 0;
    }

    /** Stores the version of a program that writes without a Lease with a token of this deployer; empty: there is none. */
    public void setWithoutLease(String id, String version) {
        database.transaction(
                transaction -> transaction.update("UPDATE deployers SET without_lease = ? WHERE id = ?", version, id));
    }

    /** Returns what {@link #setWithoutLease} has stored, where it is not empty, by the id of the deployer. */
    public Map<String, String> withoutLease() {
        return database.transaction(transaction -> {
            Map<String, String> versions = new LinkedHashMap<>();
            transaction.list(
                    row -> versions.put(row.getString("id"), row.getString("without_lease")),
                    "SELECT id, without_lease FROM deployers WHERE without_lease <> ''");
            return versions;
        });
    }

    /** Stores the Kubernetes version of a deployer's cluster. */
    public void setKubernetesVersion(String id, String kubernetesVersion) {
        database.transaction(transaction ->
                transaction.update("UPDATE deployers SET kubernetes_version = ? WHERE id = ?", kubernetesVersion, id));
    }

    /** Stores how the ingresses of a deployer's cluster are reached from outside. */
    public void setIngressUrl(String id, IngressUrl ingressUrl) {
        database.transaction(transaction ->
                transaction.update("UPDATE deployers SET ingress_url = ? WHERE id = ?", ingressUrl.pattern(), id));
    }

    /**
     * Deletes a deployer and its model deployments. No tombstones are written, so what runs in its cluster stays there.
     *
     * @param force deletes the deployer even if it has model deployments
     * @param afterwards is called with the deployer once it is deleted
     */
    public void delete(String nameOrId, boolean force, Consumer<RegisteredDeployer> afterwards) {
        changes.make(
                (transaction, revision) -> {
                    RegisteredDeployer deployer = new Lookup(transaction).deployer(nameOrId);
                    int count = Iterables.getOnlyElement(transaction.list(
                            row -> row.getInt(1),
                            "SELECT COUNT(*) FROM model_deployments WHERE deployer_id = ?",
                            deployer.id()));
                    if (count > 0 && !force) {
                        throw Status.FAILED_PRECONDITION
                                .withDescription("deployer '" + deployer.name() + "' still has model deployments ("
                                        + count + "): delete them first, or force it, which leaves them running in"
                                        + " its cluster")
                                .asRuntimeException();
                    }
                    transaction.update("DELETE FROM deployers WHERE id = ?", deployer.id());
                    return deployer;
                },
                (deployer, revision) -> afterwards.accept(deployer));
    }
}
