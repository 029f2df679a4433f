package com.dotscience.gateway.store;

import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.validation.Syntax;
import io.grpc.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds deployers and model deployments by id or name, within one transaction. An error says why there is not exactly one. */
public final class Lookup {
    private static final String MODEL_DEPLOYMENTS = """
            SELECT m.deployer_id, d.name AS deployer_name, d.seen_at, d.ingress_url, m.wanted, m.created_at, m.updated_at, m.report,
                m.generation, m.replicas_before_stop, m.handed_out, m.handed_out_generation, m.handed_out_revision,
                m.paused_at, m.paused_by, d.maintenance_windows AS deployer_windows,
                d.paused_at AS deployer_paused_at, d.paused_by AS deployer_paused_by, c.state AS canary
            FROM model_deployments m JOIN deployers d ON d.id = m.deployer_id
                LEFT JOIN canaries c ON c.model_deployment_id = m.id
            """;
    private static final int CANDIDATES_SHOWN = 10;
    private static final Comparator<ModelDeployment> BY_NAME = Comparator.<ModelDeployment, String>comparing(
                    of -> of.getDeployment().getName())
            .thenComparing(of -> of.getDeployment().getNamespace())
            .thenComparing(ModelDeployment::getDeployerName);

    private final Transaction transaction;

    public Lookup(Transaction transaction) {
        this.transaction = transaction;
    }

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if nothing is given, NOT_FOUND if there is none */
    public RegisteredDeployer deployer(String nameOrId) throws SQLException {
        if (nameOrId.isEmpty()) {
            throw Syntax.invalid("deployer must be given, by name or id");
        }
        return transaction
                // There is at most one, because names that look like an id are refused.
                .first(RegisteredDeployer::of, "SELECT * FROM deployers WHERE id = ? OR name = ?", nameOrId, nameOrId)
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("there is no deployer " + Syntax.quoted(nameOrId))
                        .asRuntimeException());
    }

    /** @throws io.grpc.StatusRuntimeException NOT_FOUND if there is none, FAILED_PRECONDITION if there are several */
    public ModelDeployment modelDeployment(DeploymentRef ref) throws SQLException {
        if (ref.getDeployment().isEmpty()) {
            throw Syntax.invalid("model deployment must be given, by name or id");
        }
        List<ModelDeployment> found = candidates(ref);
        if (found.size() > 1) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(ambiguous(ref, found))
                    .asRuntimeException();
        }
        if (found.isEmpty()) {
            throw Status.NOT_FOUND
                    .withDescription("there is no model deployment " + Syntax.quoted(ref.getDeployment())
                            + (ref.getDeployer().isEmpty() ? "" : " of deployer " + Syntax.quoted(ref.getDeployer()))
                            + (ref.getNamespace().isEmpty()
                                    ? ""
                                    : " in namespace " + Syntax.quoted(ref.getNamespace())))
                    .asRuntimeException();
        }
        return found.get(0);
    }

    /** @throws io.grpc.StatusRuntimeException NOT_FOUND if no model deployment is wanted that has this id */
    public ModelDeployment byId(String id) throws SQLException {
        return transaction
                .first(ModelDeploymentRow::read, MODEL_DEPLOYMENTS + " WHERE m.id = ?", id)
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("there is no model deployment with the id " + Syntax.quoted(id))
                        .asRuntimeException());
    }

    /**
     * Returns the model deployments of members of a fleet update, by their ids, without those that were removed.
     *
     * @param first the position of the first member, from 0
     * @param last the position of the last member
     */
    public Map<String, ModelDeployment> membersOf(long fleetUpdate, int first, int last) throws SQLException {
        return transaction.list(ModelDeploymentRow::read, MODEL_DEPLOYMENTS + """
                         JOIN fleet_members f ON f.model_deployment_id = m.id
                        WHERE f.fleet_update = ? AND f.position_in_fleet BETWEEN ? AND ?
                        """, fleetUpdate, first, last).stream()
                .collect(Collectors.toMap(found -> found.getDeployment().getId(), found -> found));
    }

    /** Returns all model deployments of which a change waits to be handed out. */
    public List<ModelDeployment> waiting() throws SQLException {
        return transaction.list(
                ModelDeploymentRow::read, MODEL_DEPLOYMENTS + " WHERE m.handed_out_generation IS NOT NULL");
    }

    /** Finds a model deployment that is wanted or, if there is none, one that is being removed. */
    public ModelDeployment shown(DeploymentRef ref) throws SQLException {
        Optional<ModelDeployment> removed =
                candidates(ref).isEmpty() ? new Removals(transaction).find(ref) : Optional.empty();
        return removed.isPresent() ? removed.get() : modelDeployment(ref);
    }

    /**
     * Returns the model deployments that are wanted or being removed, sorted by name.
     *
     * @param deployer the name or id of a deployer; empty for all deployers
     */
    public List<ModelDeployment> shown(String deployer) throws SQLException {
        String id = deployer.isEmpty() ? "" : deployer(deployer).id();
        List<ModelDeployment> all = new ArrayList<>(
                id.isEmpty()
                        ? transaction.list(ModelDeploymentRow::read, MODEL_DEPLOYMENTS)
                        : transaction.list(
                                ModelDeploymentRow::read, MODEL_DEPLOYMENTS + " WHERE m.deployer_id = ?", id));
        all.addAll(new Removals(transaction).list(id));
        all.sort(BY_NAME);
        return all;
    }

    private List<ModelDeployment> candidates(DeploymentRef ref) throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        conditions.add("(m.id = ? OR m.name = ?)");
        parameters.add(ref.getDeployment());
        parameters.add(ref.getDeployment());
        if (!ref.getDeployer().isEmpty()) {
            conditions.add("m.deployer_id = ?");
            parameters.add(deployer(ref.getDeployer()).id());
        }
        if (!ref.getNamespace().isEmpty()) {
            conditions.add("m.namespace = ?");
            parameters.add(ref.getNamespace());
        }
        return transaction.list(
                ModelDeploymentRow::read,
                MODEL_DEPLOYMENTS + " WHERE " + String.join(" AND ", conditions) + " ORDER BY d.name, m.namespace",
                parameters.toArray());
    }

    private static String ambiguous(DeploymentRef ref, List<ModelDeployment> found) {
        String candidates = found.stream()
                .limit(CANDIDATES_SHOWN)
                .map(candidate -> candidate.getDeployment().getId() + " (deployer " + candidate.getDeployerName()
                        + ", namespace " + candidate.getDeployment().getNamespace() + ")")
                .collect(Collectors.joining(", "));
        return found.size() + " model deployments are called " + Syntax.quoted(ref.getDeployment()) + ": " + candidates
                + (found.size() > CANDIDATES_SHOWN ? ", …" : "")
                + "; name one by its id, or give its deployer and namespace too";
    }
}
