package com.dotscience.gateway.fleet;

import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;

/** One step of a fleet update. Each is stored whole or not at all, so that the next one can be decided after a crash. */
public sealed interface Step {

    /**
     * Asks the deployer of a member for what is wanted.
     *
     * @param position the position of the member, from 0
     */
    record Write(int position) implements Step {}

    /**
     * Notes what became of a member.
     *
     * @param message says for people why; empty if there is nothing to say
     */
    record Settle(int position, FleetMember.State state, String message) implements Step {}

    /**
     * Ends the fleet update, for the present or for good.
     *
     * @param message says for people why it stopped, or what is not as it was asked for; empty if there is nothing to say
     */
    record End(FleetUpdate.State state, String message) implements Step {}
}
