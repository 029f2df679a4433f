package com.dotscience.deployer;

import com.dotscience.deployer.console.RouteMBeans;
import com.dotscience.deployer.health.Access;
import com.dotscience.deployer.health.Cache;
import com.dotscience.deployer.health.ClusterCheck;
import com.dotscience.deployer.health.DesiredStateCheck;
import com.dotscience.deployer.health.GatewayCheck;
import com.dotscience.deployer.health.LeaderCheck;
import com.dotscience.deployer.health.ManagementServers;
import com.dotscience.deployer.health.MemoryCheck;
import com.dotscience.deployer.health.PortTakenException;
import com.dotscience.deployer.health.ProtobufModule;
import com.dotscience.deployer.health.RoutesCheck;
import com.dotscience.deployer.health.WorkersCheck;
import com.dotscience.deployer.leader.Leadership;
import com.dotscience.deployer.memory.MemoryWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.main.Main;

/** The management port of a deployer: Camel's server for it, and what a person sees there and over JMX. */
final class ManagementWiring {

    private final String host;
    private final int port;
    private final Duration stuckAfter;
    private final ManagementServers servers;

    ManagementWiring(Settings settings, MeterRegistry registry) {
        this.host = settings.text("deployer.health.host");
        this.port = settings.number("deployer.health.port", 0, 65535);
        this.stuckAfter = settings.duration("deployer.health.stuck-after");
        this.servers = new ManagementServers(access(settings), registry);
    }

    void bind(
            GatewayWiring gateway,
            ClusterWiring cluster,
            ReconcileWiring reconcile,
            Leadership leadership,
            RoutesWiring routes,
            PushPort push,
            MemoryWatch memory,
            CamelWiring camel,
            Clock steady) {
        Main main = camel.main();
        configureCamel(main);
        main.bind("managementServers", servers);
        main.bind("cache", new Cache(reconcile.desired()));
        main.bind("protobufModule", new ProtobufModule());
        gateway.client().ifPresent(client -> main.bind("gatewayCheck", new GatewayCheck(client::state)));
        main.bind("clusterCheck", new ClusterCheck(cluster.component(), reconcile.hold()::byOwner));
        main.bind(
                "desiredStateCheck",
                new DesiredStateCheck(
                        reconcile.desired(),
                        reconcile.identity(),
                        () -> push.refusal().or(cluster::missingResources)));
        main.bind("routesCheck", new RoutesCheck(routes.routes()));
        main.bind("workersCheck", new WorkersCheck(routes.work()::workers, stuckAfter, steady));
        main.bind("memoryCheck", new MemoryCheck(memory));
        main.bind("leaderCheck", new LeaderCheck(leadership));
        main.bind(
                "console",
                new Console(
                        reconcile.desired(),
                        leadership::standingBy,
                        leadership::recordSoon,
                        ManagementFactory.getPlatformMBeanServer()));
        main.bind("routeMBeans", new RouteMBeans());
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

    /** The port that it listens on, once it is started. */
    int port() {
        return servers.port();
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
