package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.HandedOut;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.store.Canaries;
import com.dotscience.gateway.store.Generations;
import com.dotscience.gateway.store.History;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.windows.Given;
import com.dotscience.gateway.windows.Urgency;
import com.dotscience.validation.Printable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;

/** Writes down a change of a model deployment that was accepted: what is wanted now, its generation, and an event. */
final class AcceptedChanges {
    static final int MAX_SUMMARY = 1_000;

    private final OldDeployers oldDeployers;
    private final Clock clock;

    /** @param clock dates the changes */
    AcceptedChanges(OldDeployers oldDeployers, Clock clock) {
        this.oldDeployers = oldDeployers;
        this.clock = clock;
    }

    /** Writes the history of a model deployment whose row was just inserted. */
    void writeFirst(Transaction transaction, Deployment wanted, String caller, long at) throws SQLException {
        String summary = Printable.cut(ChangeSummary.ofNew(wanted), MAX_SUMMARY);
        new Generations(transaction).addFirst(wanted, new Generations.Change(caller, summary, at));
        new History(transaction, wanted.getId()).addRequested(summary, at);
    }

    /** Writes a change that may have to wait until its deployer is given it. */
    ModelDeployment write(
            Transaction transaction,
            long revision,
            ModelDeployment current,
            Deployment wanted,
            String caller,
            String summary)
            throws SQLException {
        return write(transaction, revision, current, wanted, caller, summary, Urgency.WAITS);
    }

    /**
     * Writes a change, and returns the model deployment as it is then.
     *
     * @param current is what was read of it in this transaction
     * @param caller who asked for it, as the caller says
     * @param summary says for people what changed
     * @param urgency whether it may have to wait until its deployer is given it
     * @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION if its deployer does not know what is asked for
     */
    ModelDeployment write(
            Transaction transaction,
            long revision,
            ModelDeployment current,
            Deployment wanted,
            String caller,
            String summary,
            Urgency urgency)
            throws SQLException {
        oldDeployers.refuse(current.getDeployerId(), current.getDeployerName(), current.getDeployment(), wanted);
        Instant now = clock.instant();
        Deployment next = wanted.toBuilder().setRevision(revision).build();
        HandedOut given = Given.after(current, next, urgency, now);
        boolean overrides = urgency == Urgency.NOW
                && Given.after(current, next, Urgency.WAITS, now).hasDeployment();
        String shown = Printable.cut(overrides ? summary + ", handed out at once (--now)" : summary, MAX_SUMMARY);
        new Generations(transaction)
                .add(current, next, new Generations.Change(caller, shown, now.toEpochMilli()), given);
        if (!wanted.hasCanary() && !given.getDeployment().hasCanary()) {
            new Canaries(transaction).end(wanted.getId());
        }
        History history = new History(transaction, wanted.getId());
        if (given.hasDeployment() && given.getRevision() == revision) {
            history.addRequested(shown + "; what else was asked for waits to be handed out", now.toEpochMilli());
        } else if (given.hasDeployment()) {
            history.addNoted(shown + "; this waits to be handed out", now.toEpochMilli());
        } else {
            history.addRequested(shown, now.toEpochMilli());
        }
        return new Lookup(transaction).byId(wanted.getId());
    }
}
