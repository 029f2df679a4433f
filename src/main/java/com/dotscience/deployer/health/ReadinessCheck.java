package com.dotscience.deployer.health;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Checks whether the deployer can do its work now. It makes nothing of liveness: a restart would mend nothing. */
abstract class ReadinessCheck extends AbstractHealthCheck {

    /** @param id the name of the module in {@code /health} */
    ReadinessCheck(String id) {
        super(DeployerHealth.MODULES, id);
    }

    @Override
    public final boolean isLiveness() {
        return false;
    }

    @Override
    protected final void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        check(result);
    }

    abstract void check(HealthCheckResultBuilder result);
}
