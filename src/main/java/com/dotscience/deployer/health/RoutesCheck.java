package com.dotscience.deployer.health;

import com.dotscience.deployer.routes.Routes;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether all route files can be used. One that cannot be is seen in {@code /health} only: what ran before it goes on, so the
 * deployer is as ready as it was.
 */
public final class RoutesCheck extends AbstractHealthCheck {

    private final Routes routes;

    public RoutesCheck(Routes routes) {
        super(Health.MODULES, "routes");
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
