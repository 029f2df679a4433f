package com.dotscience.deployer;

import com.dotscience.deployer.deprecated.FormerSteps;
import com.dotscience.deployer.leader.Leadership;
import com.dotscience.deployer.memory.MemoryWatch;
import com.dotscience.deployer.metrics.StateMetrics;
import com.dotscience.deployer.metrics.UpdateMetrics;
import com.dotscience.deployer.metrics.WriteMetrics;
import com.dotscience.metrics.Jvm;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Set;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.Main;

/** What Prometheus sees: it is counted as it happens, whatever routes it goes by. */
final class MetricsWiring implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Jvm jvm = new Jvm(registry);

    PrometheusMeterRegistry registry() {
        return registry;
    }

    void bind(
            GatewayWiring gateway,
            ClusterWiring cluster,
            ApplyWiring apply,
            EventsWiring events,
            ReconcileWiring reconcile,
            Leadership leadership,
            RoutesWiring routes,
            MemoryWatch memory,
            CamelWiring camel,
            Clock clock) {
        Main main = camel.main();
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
        main.bind("updateMetrics", new FormerSteps("updateMetrics"));
        main.bind("writeMetrics", new FormerSteps("writeMetrics"));
        StateMetrics state = new StateMetrics(registry);
        state.ofEvents(events.events()::dropped);
        gateway.client().ifPresent(client -> state.ofGateway(client::state));
        state.ofDesired(reconcile.desired());
        state.ofInformers(cluster.component().relists());
        state.ofCluster(() -> reconcile
                .identity()
                .get()
                .map(cluster.observed()::ids)
                .map(Set::size)
                .orElse(0));
        state.ofFailures(apply.failures()::waiting);
        state.ofWorkers(routes.work());
        state.ofMemory(memory);
        state.ofLeader(leadership::standingBy);
        UpdateMetrics updates =
                new UpdateMetrics(registry, id -> !apply.failures().of(id).isEmpty());
        reconcile.desired().addListener(updates);
        reconcile.reconciler().addListener(updates);
        WriteMetrics writes = new WriteMetrics(registry, updates, clock);
        reconcile.outcomes().addListener(writes);
        gateway.client().ifPresent(client -> client.addListener(writes));
    }

    @Override
    public void close() {
        jvm.close();
        registry.close();
    }
}
