package com.dotscience.deployer;

import com.dotscience.api.Version;
import com.dotscience.clock.SteadyClock;
import com.dotscience.deployer.cluster.KubernetesClients;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.leader.Leadership;
import com.dotscience.deployer.memory.ContainerMemory;
import com.dotscience.deployer.memory.HeapMemory;
import com.dotscience.deployer.memory.MemoryWatch;
import com.dotscience.deployer.reconcile.IdentityInUse;
import com.dotscience.dialing.ProxyEnvironment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A deployer, put together: every bean that a route names is made and bound by the wiring of its room. */
public final class DeployerApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeployerApplication.class);

    private final CamelWiring camel;
    private final MetricsWiring metrics = new MetricsWiring();
    private final ManagementWiring management;
    private final MemoryWatch memory = new MemoryWatch(
            List.of(new ContainerMemory(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup")), new HeapMemory()));
    private final GatewayWiring gateway;
    private final ClusterWiring cluster;
    private final ApplyWiring apply;
    private final ReconcileWiring reconcile;

    /** @param client takes as long to be made as the rest that needs none */
    private DeployerApplication(
            Settings settings,
            ProxyEnvironment proxies,
            KubernetesClients clients,
            CompletableFuture<KubernetesClient> client) {
        Clock clock = Clock.systemUTC();
        Clock steady = SteadyClock.ofProcess();
        PushPort push = new PushPort(settings);
        push.refusal().ifPresent(LOG::warn);
        this.camel = new CamelWiring(settings, push);
        Sources sources = Sources.of(settings, push);
        Supplier<String> token = sources.needToken() ? Token.of(settings) : () -> "";
        this.management = new ManagementWiring(settings, metrics.registry());
        Supplier<Optional<String>> ownersIdentity = OwnersIdentity.of(settings);
        DesiredState state = new DesiredState();
        ClusterFacts facts = new ClusterFacts();
        this.gateway = new GatewayWiring(settings, sources, token, ownersIdentity, proxies, state, facts, camel);
        this.cluster = new ClusterWiring(settings, sources, clients, client.join(), camel);
        this.apply = new ApplyWiring(settings, cluster, camel, clock, steady);
        RoutesWiring routes = new RoutesWiring(settings, camel);
        EventsWiring events = new EventsWiring(camel, clock);
        IdentityInUse identity = gateway.identity(OwnersIdentity.others(settings), state, cluster);
        Leadership leadership = new LeaderWiring(settings, gateway, cluster, identity, camel, clock).leadership();
        this.reconcile = new ReconcileWiring(
                settings, sources, state, identity, leadership, cluster, apply, events, routes, camel, clock);
        facts.complete(cluster, reconcile.hold(), leadership);
        clients.gate().closeWhile(reconcile.hold());
        new LogsWiring(settings, cluster, reconcile, camel);
        new DryRunsWiring(cluster, reconcile, camel);
        new StatusWiring(settings, gateway, cluster, apply, reconcile, leadership, camel, clock);
        new ResourcesWiring(settings, cluster, apply, reconcile, leadership, state, camel, clock);
        metrics.bind(gateway, cluster, apply, events, reconcile, leadership, routes, memory, camel, clock);
        events.listenTo(reconcile.outcomes());
        reconcile.planAgainWhatMetAnotherState(camel);
        management.bind(gateway, cluster, reconcile, leadership, routes, push, memory, camel, steady);
    }

    /**
     * Puts a deployer together; nothing is dialled before it starts.
     *
     * @param environment the environment variables
     * @param values settings by name, which win over the environment
     * @throws ConfigurationException if the configuration is wrong or incomplete
     */
    public static DeployerApplication of(Map<String, String> environment, Map<String, String> values) {
        Settings settings = Settings.load(environment, values);
        KubernetesClients clients =
                new KubernetesClients(Version.current(), environment, settings.duration("deployer.retry.longest"));
        try {
            return new DeployerApplication(
                    settings,
                    new ProxyEnvironment(environment),
                    clients,
                    CompletableFuture.supplyAsync(() -> ClusterWiring.client(clients, settings)));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        } catch (CompletionException e) {
            String message = e.getCause().getMessage();
            throw new ConfigurationException(message == null ? e.getCause().toString() : message);
        }
    }

    /** Works until the process is told to stop. */
    void run() throws Exception {
        management.mustBeFree();
        LOG.info("Deployer {} for {} and {}", Version.current(), gateway, cluster);
        memory.start();
        cluster.component().observe();
        camel.main().run();
    }

    /** What it would do now. It must have been put together with {@link DryRun#SETTINGS}, so that it does nothing. */
    Preview preview() throws InterruptedException {
        cluster.component().observe();
        camel.main().start();
        return new DryRun(gateway.client(), cluster.component(), reconcile, apply.failures()).preview();
    }

    /** @throws com.dotscience.deployer.health.PortTakenException if somebody else has the management port */
    public void start() {
        management.mustBeFree();
        memory.start();
        cluster.component().observe();
        camel.main().start();
    }

    /** The port of {@code /health}, {@code /metrics} and {@code /cache}, once it is started. */
    public int healthPort() {
        return management.port();
    }

    /** The ids of model deployments whose deletion is held until a person, or the Gateway by name, lets it go (R2). */
    public Set<String> heldDeletions() {
        return reconcile.desired().held();
    }

    @Override
    public void close() {
        camel.main().stop();
        memory.close();
        apply.close();
        metrics.close();
        cluster.client().close();
    }
}
