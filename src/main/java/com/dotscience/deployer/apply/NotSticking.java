package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import java.time.Instant;

/**
 * A field that does not stay as it was written. The status names it, because a person has to settle who decides on it.
 *
 * @param kind the kind of the object that has the field
 * @param atAdmission whether the API server's answer to the write already showed the change; if not, somebody changed
 *     it later
 * @param by the name among the object's {@code managedFields} of whoever changed it later; empty if it is not known
 * @param until when it is written again, or counts as settled
 */
public record NotSticking(Kind kind, Difference difference, boolean atAdmission, String by, Instant until) {

    /** Returns who changed the field, as a phrase to put after it; empty if it is not known. */
    public String who() {
        if (atAdmission) {
            return " (at admission)";
        }
        return by.isEmpty() ? "" : " (by " + by + ")";
    }

    /** Returns a phrase for people, such as {@code Deployment spec.replicas: written 2, there is 5}. */
    @Override
    public String toString() {
        return kind + " " + difference;
    }
}
