package com.dotscience.gateway.fleet;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.FleetMember;

/**
 * One of the model deployments that a fleet update changes.
 *
 * @param wanted what is to be wanted of it, with the revision at which that was decided
 * @param revision the revision that it got when it was changed; 0 if it has not been changed
 * @param message why it failed or was left as it is; empty if neither
 */
public record Member(
        String deployerId,
        String deployerName,
        Deployment wanted,
        FleetMember.State state,
        long revision,
        String message) {

    /** Returns a member that has not been changed. */
    public static Member waiting(String deployerId, String deployerName, Deployment wanted) {
        return new Member(deployerId, deployerName, wanted, FleetMember.State.WAITING, 0, "");
    }

    /** Returns the id of the model deployment. */
    public String id() {
        return wanted.getId();
    }

    /** Returns the revision that it has unless somebody else changed it. */
    public long expectedRevision() {
        return revision == 0 ? wanted.getRevision() : revision;
    }

    /** Returns the member after it was changed. */
    public Member updating(long revision) {
        return new Member(deployerId, deployerName, wanted, FleetMember.State.UPDATING, revision, "");
    }

    public Member with(FleetMember.State state, String message) {
        return new Member(deployerId, deployerName, wanted, state, revision, message);
    }

    /** Returns the member as it goes on after a stop: what failed is tried, or waited for, again. */
    Member again() {
        if (state != FleetMember.State.FAILED) {
            return this;
        }
        return with(revision == 0 ? FleetMember.State.WAITING : FleetMember.State.UPDATING, "");
    }

    /** Whether it needs nothing more. */
    boolean isSettled() {
        return state == FleetMember.State.READY || state == FleetMember.State.LEFT;
    }
}
