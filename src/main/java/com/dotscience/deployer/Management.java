package com.dotscience.deployer;

import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.apply.Outcomes;
import com.dotscience.deployer.cluster.ClusterComponent;
import com.dotscience.deployer.events.EventSteps;
import com.dotscience.deployer.events.Events;
import com.dotscience.deployer.gateway.GatewayClient;
import com.dotscience.deployer.health.Access;
import com.dotscience.deployer.health.Cache;
import com.dotscience.deployer.health.ClusterCheck;
import com.dotscience.deployer.health.DesiredStateCheck;
import com.dotscience.deployer.health.GatewayCheck;
import com.dotscience.deployer.health.ManagementServers;
import com.dotscience.deployer.health.PortTakenException;
import com.dotscience.deployer.health.ProtobufModule;
import com.dotscience.deployer.health.RoutesCheck;
import com.dotscience.deployer.health.WorkersCheck;
import com.dotscience.deployer.metrics.State;
import com.dotscience.deployer.metrics.Updates;
import com.dotscience.deployer.metrics.Writes;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.reconcile.IdentityInUse;
import com.dotscience.deployer.reconcile.Reconciler;
import com.dotscience.deployer.reconcile.WriteHold;
import com.dotscience.deployer.routes.FormerSteps;
import com.dotscience.deployer.routes.Routes;
import com.dotscience.deployer.work.WorkComponent;
import com.dotscience.metrics.Jvm;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.Main;

/** The management port of a deployer: Camel's server for it, and all that it answers with. */
final class Management implements AutoCloseable {

    private final String host;
    private final int port;
    private final Duration stuckAfter;
    private final ManagementServers servers;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Jvm jvm = new Jvm(registry);
    private final Events events;

    Management(Settings settings, Clock clock) {
        this.events = new Events(clock);
        this.host = settings.text("deployer.health.host");
        this.port = settings.number("deployer.health.port", 0, 65535);
        this.stuckAfter = settings.duration("deployer.health.stuck-after");
        this.servers = new ManagementServers(access(settings), registry);
    }

    /** Binds all of it, for Camel Main to find when it starts. */
    void bindTo(
            Main main,
            GatewayClient connection,
            IdentityInUse identity,
            ClusterComponent cluster,
            GuardedDesiredState desired,
            FailedChanges failures,
            Routes routes,
            PushPort push,
            WriteHold hold,
            WorkComponent work,
            Clock clock) {
        configureCamel(main);
        main.bind("managementServers", servers);
        main.bind("cache", new Cache(desired));
        main.bind("protobufModule", new ProtobufModule());
        main.bind("gatewayCheck", new GatewayCheck(connection::state));
        main.bind("clusterCheck", new ClusterCheck(cluster, hold));
        main.bind("desiredStateCheck", new DesiredStateCheck(desired, identity, push.refusal()));
        main.bind("routesCheck", new RoutesCheck(routes));
        main.bind("workersCheck", new WorkersCheck(work::workers, stuckAfter, clock));
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
        main.bind("updateMetrics", new FormerSteps("updateMetrics"));
        main.bind("writeMetrics", new FormerSteps("writeMetrics"));
        main.bind("events", new EventSteps(events));
        State state = new State(registry);
        state.ofEvents(events::dropped);
        state.ofGateway(connection::state);
        state.ofDesired(desired);
        state.ofInformers(cluster.relists());
        state.ofCluster(
                () -> identity.get().map(cluster.observed()::ids).map(Set::size).orElse(0));
        state.ofFailures(failures::waiting);
        state.ofWorkers(work);
    }

    Events events() {
        return events;
    }

    /** Counts what happens, whatever routes it goes by. */
    void listen(
            GatewayClient connection,
            GuardedDesiredState desired,
            Reconciler reconciler,
            Outcomes outcomes,
            FailedChanges failures,
            Clock clock) {
        Updates updates = new Updates(registry, id -> !failures.of(id).isEmpty());
        desired.addListener(updates);
        reconciler.addListener(updates);
        Writes writes = new Writes(registry, updates, clock);
        outcomes.addListener(writes);
        connection.addListener(writes);
    }

    private void configureCamel(Main main) {
        main.configure().health().withRoutesEnabled(false);
        main.configure()
                .httpManagementServer()
                .withEnabled(true)
                .withHost(host)
                .withPort(port)
                .withHealthCheckEnabled(false)
                .withMetricsEnabled(true);
    }

    /** @throws PortTakenException if somebody else listens there */
    void mustBeFree() {
        ManagementServers.mustBeFree(host, port);
    }

    int port() {
        return servers.port();
    }

    @Override
    public void close() {
        jvm.close();
        registry.close();
    }

    private static Access access(Settings settings) {
        String user = settings.text("deployer.metrics.user");
        String password = settings.secret("deployer.metrics.password");
        if (user.isEmpty() != password.isEmpty()) {
            throw new ConfigurationException(
                    "Only one of METRICS_USER and METRICS_PASSWORD is set: set both, or neither"
                            + " to show metrics on this machine only");
        }
        return user.isEmpty() ? Access.fromLoopback() : Access.by(user, password);
    }
}
