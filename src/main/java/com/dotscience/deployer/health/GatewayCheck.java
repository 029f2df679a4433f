package com.dotscience.deployer.health;

import com.dotscience.deployer.gateway.GatewayState;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Whether the Gateway's updates arrive. While they do not, the deployer is not ready, but goes on with what it knows. */
public final class GatewayCheck extends ReadinessCheck {

    private final Supplier<GatewayState> gateway;

    public GatewayCheck(Supplier<GatewayState> gateway) {
        super("gateway_conn");
        this.gateway = gateway;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        GatewayState state = gateway.get();
        result.state(state.connected() ? State.UP : State.DOWN)
                .detail("since", state.since().toString())
                .detail("reconnects", state.reconnects());
        state.lastError().ifPresent(error -> result.detail("last_error", error));
    }
}
