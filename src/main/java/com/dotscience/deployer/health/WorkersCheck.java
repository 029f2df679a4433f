package com.dotscience.deployer.health;

import com.dotscience.deployer.work.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether work that waits gets done. If none gets done for long, a thread is stuck, and only a restart helps. */
public final class WorkersCheck extends AbstractHealthCheck {

    private final Map<String, Progress> progressByRoute = new ConcurrentHashMap<>();
    private final Supplier<? extends Collection<? extends Worker>> workers;
    private final Duration longest;
    private final Clock clock;

    /**
     * @param workers those that run now
     * @param longest how long work may wait while none gets done
     */
    public WorkersCheck(Supplier<? extends Collection<? extends Worker>> workers, Duration longest, Clock clock) {
        super(DeployerHealth.MODULES, "workers");
        this.workers = workers;
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
        Collection<? extends Worker> running = workers.get();
        progressByRoute.keySet().retainAll(running.stream().map(Worker::route).toList());
        running.forEach(worker -> look(worker, result));
    }

    private void look(Worker worker, HealthCheckResultBuilder result) {
        int waiting = worker.waiting();
        Duration undone = progressByRoute
                .computeIfAbsent(worker.route(), route -> new Progress())
                .observe(waiting, worker.done(), clock.instant());
        result.detail(worker.route(), waiting + " waiting");
        if (undone.compareTo(longest) >= 0) {
            result.down()
                    .detail(worker.route(), waiting + " waiting, and nothing done for " + undone.toSeconds() + " s");
        }
    }
}
