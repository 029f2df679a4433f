package com.dotscience.deployer.plan.limits;

import com.dotscience.api.Deployment;

/**
 * What is asked for, and by whom.
 *
 * @param newOfOurGateway whether it owns no objects here yet and a Gateway of ours asks, which gives every model deployment a UUID
 * @param takesOthersPods whether pods that are not ours carry this id, so that its Service would lead to them
 */
public record Asked(Deployment wanted, boolean newOfOurGateway, boolean takesOthersPods) {

    boolean asksForIngress() {
        return wanted.getService().getPortsCount() > 0
                && !(wanted.getIngress().getHost().isEmpty()
                        && wanted.getIngress().getClass_().isEmpty());
    }
}
