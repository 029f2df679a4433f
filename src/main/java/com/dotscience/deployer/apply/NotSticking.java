package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import java.time.Instant;

/**
 * A field that does not stay as it was written.
 *
 * @param kind of the object it is in
 * @param atAdmission whether the API server's answer to the write showed it; else somebody changed it later
 * @param by who changed it later, as its name among the object's {@code managedFields}; empty if it is not known
 * @param until when it is written again, or believed
 */
public record NotSticking(Kind kind, Difference difference, boolean atAdmission, String by, Instant until) {

    /** Who changed it, for people, to be put behind the field; empty if nobody knows. */
    public String who() {
        if (atAdmission) {
            return " (at admission)";
        }
        return by.isEmpty() ? "" : " (by " + by + ")";
    }

    /** For people: {@code Deployment spec.replicas: written 2, there is 5}. */
    @Override
    public String toString() {
        return kind + " " + difference;
    }
}
