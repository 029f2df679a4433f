package com.dotscience.deployer.health;

import com.dotscience.deployer.memory.MemoryWatch;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether there is room in memory. That there is little is seen in {@code /health} only: the deployer does its work all the same,
 * and a restart would take as much again.
 */
public final class MemoryCheck extends AbstractHealthCheck {

    private final MemoryWatch memory;

    public MemoryCheck(MemoryWatch memory) {
        super(DeployerHealth.MODULES, "memory");
        this.memory = memory;
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
        result.up().detail("used", memory.use().toString());
        memory.trouble().ifPresent(sentence -> result.down().detail("trouble", sentence));
    }
}
