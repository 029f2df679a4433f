package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * The outcome of a change. Status, Events and metrics are made from it.
 *
 * @param object as the API server returned it; null if there is none
 * @param message a sentence for people: why the change was made, or what went wrong
 * @param rewritten the fields that do not stay as they were written: those that the returned object shows changed, and
 *     those that somebody had changed before and this write set back
 */
public record Outcome(Change change, Result result, HasMetadata object, String message, List<NotSticking> rewritten) {

    public Outcome {
        rewritten = List.copyOf(rewritten);
    }

    /** Creates an outcome of a write that left every field as it was written, or of no write. */
    public Outcome(Change change, Result result, HasMetadata object, String message) {
        this(change, result, object, message, List.of());
    }

    /** The kinds of outcome, each of which is handled in its own way. */
    public enum Result {
        MADE,
        /** The object was in another state than the change was planned for, so the id has to be planned again. */
        ANEW,
        FAILED,
        /** The change was not tried, because somebody else's object is in its place. */
        CONFLICT
    }

    /**
     * Returns the outcome for a model deployment of which nothing is made, because somebody else's object is in the
     * place of one of its own.
     *
     * @param place where its Deployment is, or would be
     */
    public static Outcome conflict(String id, HasMetadata place, String message) {
        return new Outcome(
                new Change(id, Kind.DEPLOYMENT, Action.CREATE, place, "", message), Result.CONFLICT, place, message);
    }
}
