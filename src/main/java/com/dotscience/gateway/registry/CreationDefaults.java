package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.Readiness;
import com.dotscience.validation.LifeRules;
import com.dotscience.validation.Rules;
import java.util.function.Predicate;

/**
 * What a new model deployment is given that nobody spoke of. It is stored, so that what runs never changes with a later default,
 * and only if the deployer is known to understand it, so that a default never refuses anybody.
 */
final class CreationDefaults {

    private CreationDefaults() {}

    /**
     * @param asked checked already
     * @param announces whether the deployer has a capability
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if something that is asked for lacks what it needs
     */
    static Deployment in(Deployment asked, Predicate<String> announces) {
        boolean isProbed = !asked.getDeployment().getReadiness().getType().isEmpty()
                || asked.getDeployment().getPortsCount() == 0
                || LifeRules.hasModelProxy(asked)
                || !announces.test(Capability.READINESS);
        Deployment.Builder wanted = asked.toBuilder();
        if (!isProbed) {
            wanted.getDeploymentBuilder().setReadiness(Readiness.newBuilder().setType("TCP"));
        }
        Rules.checkComplete(wanted.build());
        return wanted.build();
    }
}
