package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Kind;
import java.time.Instant;

/**
 * Why an object, or a whole model deployment, is not as it is wanted.
 *
 * @param kind the object it is about
 * @param message a sentence for people, in the API server's own words where it said something
 * @param since when the API server began not to take what will pass; null of what will be refused again
 */
public record Failure(Kind kind, String message, Instant since) {

    /** A failure that the API server will report again until something changes. */
    public Failure(Kind kind, String message) {
        this(kind, message, null);
    }

    /** Whether the same change may be made later although nobody changes anything. */
    public boolean isTransient() {
        return since != null;
    }
}
