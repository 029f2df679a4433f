package com.dotscience.deployer.plan.limits;

import com.dotscience.api.Deployment;

/**
 * What somebody asks for, and who it is: some limits depend on both.
 *
 * @param newOfOurGateway whether a Gateway of this project asks, which gives every model deployment a UUID, and the model
 *     deployment owns no objects in the cluster yet
 * @param takesOthersPods whether pods of somebody else carry this id, so that its Service would send requests to them
 */
public record Asked(Deployment wanted, boolean newOfOurGateway, boolean takesOthersPods) {

    boolean asksForIngress() {
        return wanted.getService().getPortsCount() > 0
                && !(wanted.getIngress().getHost().isEmpty()
                        && wanted.getIngress().getClass_().isEmpty());
    }
}
