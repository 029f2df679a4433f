package com.dotscience.deployer.health;

import com.dotscience.deployer.routes.Routes;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether all route files can be used. A file that cannot be used is seen in {@code /health} only: the routes that ran before go on,
 * so the deployer is as ready as it was.
 */
public final class RoutesCheck extends AbstractHealthCheck {

    private final Routes routes;

    public RoutesCheck(Routes routes) {
        super(DeployerHealth.MODULES, "routes");
        this.routes = routes;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        Routes.State now = routes.state();
        result.state(now.refused().isEmpty() ? State.UP : State.DOWN)
                .detail("operators", now.operators())
                .detail("refused", now.refused());
    }
}
