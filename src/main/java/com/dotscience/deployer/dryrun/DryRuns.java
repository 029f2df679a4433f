package com.dotscience.deployer.dryrun;

import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunChange;
import com.dotscience.api.DryRunField;
import com.dotscience.api.DryRunRequest;
import com.dotscience.deployer.apply.DryRunWrites;
import com.dotscience.deployer.manifest.InvalidModelDeploymentException;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.reconcile.Foretelling;
import com.dotscience.deployer.reconcile.Foretold;
import java.util.Comparator;
import java.util.List;
import org.apache.camel.Body;

/** Answers questions of the Gateway. Routes call it. */
public final class DryRuns {

    private final Foretelling foretelling;
    private final DryRunWrites writes;

    public DryRuns(Foretelling foretelling, DryRunWrites writes) {
        this.foretelling = foretelling;
        this.writes = writes;
    }

    /** Returns what would be done; if nobody can say, the answer says why. */
    public DryRunAnswer answer(@Body DryRunRequest request) {
        DryRunAnswer.Builder answer = DryRunAnswer.newBuilder().setTxId(request.getTxId());
        try {
            Foretold foretold = foretelling.of(request.getDeployment());
            foretold.refusal().ifPresent(answer::setRefusal);
            answer.addAllRemarks(foretold.remarks());
            foretold.changes().stream()
                    .sorted(Comparator.comparing(Change::kind))
                    .forEach(change -> answer.addChanges(tried(request.getDeployment(), change, foretold.isHeld())));
        } catch (InvalidModelDeploymentException e) {
            answer.setRefusal(e.getMessage());
        } catch (Foretelling.UnknownException e) {
            answer.setError(e.getMessage());
        }
        return answer.build();
    }

    /** Returns the answer that says that too many questions wait. */
    public DryRunAnswer tooMany(@Body DryRunRequest request) {
        return DryRunAnswer.newBuilder()
                .setTxId(request.getTxId())
                .setError("as many dry runs wait as may: try again in a moment")
                .build();
    }

    private DryRunChange tried(Deployment wanted, Change change, boolean held) {
        DryRunChange.Builder tried = DryRunChange.newBuilder()
                .setAction(action(change.action()))
                .setKind(change.object().getKind())
                .setNamespace(change.namespace())
                .setName(change.name());
        if (change.action() != Action.CREATE) {
            tried.addAllFields(fields(change.differences(), Difference::there, Difference::written));
        }
        if (held) {
            return tried.build();
        }
        DryRunWrites.Answer answer = writes.write(change);
        answer.refusal().ifPresent(tried::setRefusal);
        if (change.action() != Action.DELETE) {
            answer.stored()
                    .map(stored -> foretelling.rewritten(wanted, stored))
                    .ifPresent(rewritten ->
                            tried.addAllAdmitted(fields(rewritten, Difference::written, Difference::there)));
        }
        return tried.build();
    }

    private interface Side {
        String of(Difference difference);
    }

    private static List<DryRunField> fields(List<Difference> differences, Side before, Side after) {
        return differences.stream()
                .map(difference -> DryRunField.newBuilder()
                        .setPath(difference.field())
                        .setBefore(before.of(difference))
                        .setAfter(after.of(difference))
                        .build())
                .toList();
    }

    private static DryRunChange.Action action(Action action) {
        return switch (action) {
            case CREATE -> DryRunChange.Action.CREATE;
            case DELETE -> DryRunChange.Action.DELETE;
            case UPDATE, UPDATE_IMAGE, SCALE -> DryRunChange.Action.CHANGE;
        };
    }
}
