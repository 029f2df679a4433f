package com.dotscience.gateway.windows;

/** Whether a change may have to wait until it is handed out. */
public enum Urgency {
    /** It waits for a maintenance window, and for the end of a pause. */
    WAITS,
    /** It stops what its deployer was given, at once. Other changes that wait go on waiting. */
    STOPS,
    /** It takes the canary back that its deployer was given, at once. Other changes that wait go on waiting. */
    ABORTS,
    /** It is handed out at once, with all that waits. */
    AT_ONCE,
    /** The same, because a person asked for that, who is named where it would have waited otherwise. */
    NOW;

    /** Returns the urgency of a change that waits unless a person asked for otherwise. */
    public static Urgency of(boolean now) {
        return now ? NOW : WAITS;
    }

    boolean isAtOnce() {
        return this == AT_ONCE || this == NOW;
    }
}
