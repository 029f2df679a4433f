package com.dotscience.gateway.registry;

import com.dotscience.api.Canary;
import com.dotscience.api.Deployment;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.gateway.store.Canaries;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.windows.Given;
import com.dotscience.gateway.windows.Urgency;
import com.dotscience.validation.CanaryRules;
import com.dotscience.validation.Rules;
import com.dotscience.validation.Syntax;
import io.grpc.Status;
import java.sql.SQLException;

/** Starts canaries of model deployments, changes their weight, and ends them one way or the other. Each is a new generation. */
public final class ModelDeploymentCanaries {
    private final Changes changes;
    private final AcceptedChanges accepted;
    private final Changes.Listener<ModelDeployment> publisher;

    /** @param publisher tells the deployer concerned of a change */
    ModelDeploymentCanaries(Changes changes, AcceptedChanges accepted, Changes.Listener<ModelDeployment> publisher) {
        this.changes = changes;
        this.accepted = accepted;
        this.publisher = publisher;
    }

    /**
     * Lets another image answer a part of the requests, or changes how large a part.
     *
     * @param caller who asks, as the caller says
     */
    public ModelDeployment start(StartCanaryRequest asked, String caller) {
        return changes.make(
                (transaction, revision) -> {
                    ModelDeployment current = new Lookup(transaction).modelDeployment(asked.getRef());
                    refuseIfItsEndWaits(current);
                    Deployment wanted = checkedStart(current, asked);
                    boolean same = current.getDeployment()
                            .getCanary()
                            .getImage()
                            .equals(wanted.getCanary().getImage());
                    CanaryState.Builder state = CanaryState.newBuilder().setSteps(asked.getSteps());
                    if (same) {
                        state.setReport(current.getCanary().getReport())
                                .putAllCounted(current.getCanary().getCountedMap());
                    }
                    return write(
                            transaction,
                            revision,
                            current,
                            wanted,
                            state,
                            caller,
                            ChangeSummary.ofCanary(wanted.getCanary(), asked.getSteps()));
                },
                publisher);
    }

    private static Deployment checkedStart(ModelDeployment current, StartCanaryRequest asked) {
        Deployment present = current.getDeployment();
        if (present.getDeployment().getReplicas() == 0) {
            throw refused(present, "is stopped, so it has no requests that a canary could answer: start it first");
        }
        String image = asked.getImage().isEmpty() ? present.getCanary().getImage() : asked.getImage();
        if (image.isEmpty()) {
            throw Syntax.invalid("canary image must be given: the model deployment has no canary yet");
        }
        if (image.equals(present.getDeployment().getImage())) {
            throw Syntax.invalid("canary image must be another one than that of the model deployment, " + image);
        }
        if (asked.hasSteps() == (asked.getWeight() != 0)) {
            throw Syntax.invalid("either canary weight or canary steps must be given");
        }
        if (asked.hasSteps()) {
            CanaryRules.check(asked.getSteps(), present);
        }
        int weight = asked.hasSteps() ? asked.getSteps().getWeights(0) : asked.getWeight();
        Deployment wanted = present.toBuilder()
                .setCanary(Canary.newBuilder().setImage(image).setWeight(weight))
                .build();
        return Rules.checked(wanted, present);
    }

    /** Asks for the image of the canary as that of the model deployment. */
    public ModelDeployment promote(DeploymentRef ref, String caller) {
        return changes.make(
                (transaction, revision) -> {
                    ModelDeployment current = withCanary(transaction, ref);
                    refuseIfItsEndWaits(current);
                    return promote(transaction, revision, current, caller);
                },
                publisher);
    }

    private ModelDeployment promote(Transaction transaction, long revision, ModelDeployment current, String caller)
            throws SQLException {
        Deployment.Builder wanted = current.getDeployment().toBuilder().clearCanary();
        wanted.getDeploymentBuilder()
                .setImage(current.getDeployment().getCanary().getImage());
        return accepted.write(
                transaction,
                revision,
                current,
                wanted.build(),
                caller,
                ChangeSummary.ofPromotion(current.getDeployment().getCanary()));
    }

    /** Asks for no canary, and no longer for the promotion of it that waits. */
    public ModelDeployment abort(DeploymentRef ref, String caller) {
        return changes.make(
                (transaction, revision) -> {
                    ModelDeployment current = withCanary(transaction, ref);
                    return abort(transaction, revision, current, caller, ChangeSummary.ofAbort(canary(current)));
                },
                publisher);
    }

    private ModelDeployment abort(
            Transaction transaction, long revision, ModelDeployment current, String caller, String summary)
            throws SQLException {
        Deployment.Builder wanted = current.getDeployment().toBuilder().clearCanary();
        boolean drops = promotionWaits(current);
        if (drops) {
            wanted.getDeploymentBuilder()
                    .setImage(Given.of(current).getDeployment().getImage());
        }
        return accepted.write(
                transaction,
                revision,
                current,
                wanted.build(),
                caller,
                drops ? summary + ChangeSummary.ofDroppedPromotion() : summary,
                Urgency.ABORTS);
    }

    private static boolean promotionWaits(ModelDeployment current) {
        return Given.endOfCanaryWaits(current)
                && canary(current)
                        .getImage()
                        .equals(current.getDeployment().getDeployment().getImage());
    }

    private static Canary canary(ModelDeployment current) {
        return Given.withCanary(current).getCanary();
    }

    private static ModelDeployment withCanary(Transaction transaction, DeploymentRef ref) throws SQLException {
        ModelDeployment current = new Lookup(transaction).modelDeployment(ref);
        if (!Given.withCanary(current).hasCanary()) {
            throw refused(current.getDeployment(), "has no canary");
        }
        return current;
    }

    private static void refuseIfItsEndWaits(ModelDeployment current) {
        if (Given.endOfCanaryWaits(current)) {
            throw refused(
                    current.getDeployment(),
                    "has a canary of image " + canary(current).getImage()
                            + " that ends when the change is handed out that waits: abort it, or hand the change out with"
                            + " ds deployment update --now");
        }
    }

    /**
     * Makes the next step of a canary, if it is due when nobody else can change it any more.
     *
     * @param id of the model deployment
     * @param judging says what is due, as of the state that it is given
     */
    void step(String id, Judging judging, String caller) {
        changes.make(
                (transaction, revision) -> {
                    CanaryState state = new Canaries(transaction).lock(id).orElse(CanaryState.getDefaultInstance());
                    ModelDeployment current = new Lookup(transaction).byId(id);
                    return step(transaction, revision, current, state, judging.of(current, state), caller);
                },
                publisher);
    }

    /** Decides about a canary. */
    interface Judging {
        CanaryDecision of(ModelDeployment current, CanaryState state);
    }

    private ModelDeployment step(
            Transaction transaction,
            long revision,
            ModelDeployment current,
            CanaryState state,
            CanaryDecision decision,
            String caller)
            throws SQLException {
        if (Given.isWaiting(current) && !(decision instanceof CanaryDecision.GoBack)) {
            // What was asked for last has not reached the deployer yet, so nothing is known of it.
            return current;
        }
        if (decision instanceof CanaryDecision.Promote) {
            return promote(transaction, revision, current, caller);
        } else if (decision instanceof CanaryDecision.GoBack back) {
            return abort(transaction, revision, current, caller, ChangeSummary.ofReturn(canary(current), back.why()));
        } else if (decision instanceof CanaryDecision.GoOn) {
            int step = state.getStep() + 1;
            Deployment.Builder wanted = current.getDeployment().toBuilder();
            wanted.getCanaryBuilder().setWeight(state.getSteps().getWeights(step));
            CanaryState.Builder next = CanaryState.newBuilder()
                    .setSteps(state.getSteps())
                    .setStep(step)
                    .setReport(state.getReport())
                    .putAllCounted(state.getCountedMap());
            return write(
                    transaction,
                    revision,
                    current,
                    wanted.build(),
                    next,
                    caller,
                    ChangeSummary.ofCanary(wanted.getCanary(), state.getSteps()));
        }
        return current;
    }

    private ModelDeployment write(
            Transaction transaction,
            long revision,
            ModelDeployment current,
            Deployment wanted,
            CanaryState.Builder state,
            String caller,
            String summary)
            throws SQLException {
        accepted.write(transaction, revision, current, wanted, caller, summary);
        new Canaries(transaction)
                .put(wanted.getId(), state.setRevision(revision).build());
        return new Lookup(transaction).byId(wanted.getId());
    }

    private static RuntimeException refused(Deployment current, String why) {
        return Status.FAILED_PRECONDITION
                .withDescription("model deployment " + Syntax.quoted(current.getName()) + " " + why)
                .asRuntimeException();
    }
}
