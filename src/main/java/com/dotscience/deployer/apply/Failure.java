package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Kind;
import java.time.Instant;

/**
 * The reason why an object, or a whole model deployment, is not as it is wanted. Its status shows the reason to people.
 *
 * @param kind the kind of the object that it concerns
 * @param message a sentence for people, in the API server's own words if it sent any
 * @param since when a transient failure began; null if the API server will refuse the change again
 */
public record Failure(Kind kind, String message, Instant since) {

    /** Creates a failure that will happen again until something changes. */
    public Failure(Kind kind, String message) {
        this(kind, message, null);
    }

    /** Returns whether the same change may succeed later although nobody changes anything. */
    public boolean isTransient() {
        return since != null;
    }
}
