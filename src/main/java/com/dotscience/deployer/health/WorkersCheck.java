package com.dotscience.deployer.health;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether work that waits gets done. If none does for long, a thread is stuck, and only a restart helps. */
public final class WorkersCheck extends AbstractHealthCheck {

    private final Map<Worker, Progress> progress;
    private final Supplier<CamelContext> context;
    private final Duration longest;
    private final Clock clock;

    /**
     * @param context where the workers are; asked for when it is started
     * @param longest how long work may wait while none gets done
     */
    public WorkersCheck(List<Worker> workers, Supplier<CamelContext> context, Duration longest, Clock clock) {
        super(Health.MODULES, "workers");
        this.progress = workers.stream()
                .collect(Collectors.toMap(
                        Function.identity(), worker -> new Progress(), (one, other) -> one, LinkedHashMap::new));
        this.context = context;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.up();
        progress.forEach((worker, looks) -> look(worker, looks, result));
    }

    private void look(Worker worker, Progress looks, HealthCheckResultBuilder result) {
        CamelContext running = context.get();
        int waiting = worker.waiting(running);
        Duration undone = looks.look(waiting, worker.done(running), clock.instant());
        result.detail(worker.route(), waiting + " waiting");
        if (undone.compareTo(longest) >= 0) {
            result.down()
                    .detail(worker.route(), waiting + " waiting, and nothing done for " + undone.toSeconds() + " s");
        }
    }
}
