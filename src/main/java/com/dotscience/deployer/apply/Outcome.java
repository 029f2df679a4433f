package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What came of a change.
 *
 * @param object as the API server returned it; null if there is none
 * @param message a sentence for people: why it was made, or what went wrong
 * @param rewritten what does not stay as it was written: what the object that was returned shows, and what somebody had
 *     changed before and was set back
 */
public record Outcome(Change change, Result result, HasMetadata object, String message, List<NotSticking> rewritten) {

    public Outcome {
        rewritten = List.copyOf(rewritten);
    }

    /** Where all is as it was written, or nothing was. */
    public Outcome(Change change, Result result, HasMetadata object, String message) {
        this(change, result, object, message, List.of());
    }

    /** What the API server said, in one word. */
    public enum Result {
        MADE,
        /** It met another state than it was planned on: the id is to be planned anew. */
        ANEW,
        FAILED,
        /** It was not even tried: somebody else's object is in its place. */
        CONFLICT
    }

    /**
     * Nothing is made of a model deployment, since somebody else's object is in the place of one of its own.
     *
     * @param place where its Deployment is, or would be
     */
    public static Outcome conflict(String id, HasMetadata place, String message) {
        return new Outcome(
                new Change(id, Kind.DEPLOYMENT, Action.CREATE, place, "", message), Result.CONFLICT, place, message);
    }
}
