package com.dotscience.gateway.registry;

/** What is to be done about a canary now. */
sealed interface CanaryDecision {

    /** The next weight is asked for. */
    record GoOn() implements CanaryDecision {}

    /** Its image becomes that of the model deployment. */
    record Promote() implements CanaryDecision {}

    /**
     * It ends.
     *
     * @param why for people, to follow "because"
     */
    record GoBack(String why) implements CanaryDecision {}

    /**
     * Nothing is done yet.
     *
     * @param why what the next step waits for, for people
     * @param deployerIsAway whether nobody would say if the canary were not ready any more
     */
    record Wait(String why, boolean deployerIsAway) implements CanaryDecision {}

    /** Nothing is done: it has no steps, or none left. */
    record Rest() implements CanaryDecision {}
}
