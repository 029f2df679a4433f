package com.dotscience.deployer.plan.limits;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.IngressManifest;
import com.dotscience.deployer.manifest.RouteManifest;
import java.util.Optional;

/**
 * What somebody asks for, and who it is: some limits depend on both.
 *
 * @param newOfOurGateway whether a Gateway of this project asks, which gives every model deployment a UUID, and the model
 *     deployment owns no objects in the cluster yet
 * @param takesOthersPods whether pods of somebody else carry this id, so that its Service would send requests to them
 * @param refusal why it cannot be made whatever the limits are, a sentence for people; empty if it can
 */
public record Asked(Deployment wanted, boolean newOfOurGateway, boolean takesOthersPods, Optional<String> refusal) {

    /** Asks for something that can be made. */
    public Asked(Deployment wanted, boolean newOfOurGateway, boolean takesOthersPods) {
        this(wanted, newOfOurGateway, takesOthersPods, Optional.empty());
    }

    boolean asksForRoute() {
        return RouteManifest.isWanted(wanted);
    }

    boolean asksForIngress() {
        return IngressManifest.isWanted(wanted);
    }
}
