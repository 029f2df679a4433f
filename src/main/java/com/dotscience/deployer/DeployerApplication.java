package com.dotscience.deployer;

import com.dotscience.api.Version;
import com.dotscience.deployer.apply.DeploymentHeaders;
import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.apply.FieldManagers;
import com.dotscience.deployer.apply.KubernetesObjectsComponent;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.apply.Outcomes;
import com.dotscience.deployer.apply.Rewrites;
import com.dotscience.deployer.cluster.ClusterComponent;
import com.dotscience.deployer.cluster.KubernetesClients;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.cluster.WriteGate;
import com.dotscience.deployer.console.RouteMBeans;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.events.EventRecorder;
import com.dotscience.deployer.gateway.GatewayClient;
import com.dotscience.deployer.gateway.GatewayComponent;
import com.dotscience.deployer.gateway.GatewayOptions;
import com.dotscience.deployer.gateway.PushInterceptor;
import com.dotscience.deployer.gateway.PushUpdates;
import com.dotscience.deployer.logs.PodLogs;
import com.dotscience.deployer.manifest.ServedNamespaces;
import com.dotscience.deployer.plan.DeletionGuard;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.deployer.reconcile.Errors;
import com.dotscience.deployer.reconcile.FormerUpdateBatch;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.deployer.reconcile.IdentityInUse;
import com.dotscience.deployer.reconcile.Reconciler;
import com.dotscience.deployer.reconcile.UpdateSteps;
import com.dotscience.deployer.reconcile.WriteHold;
import com.dotscience.deployer.retry.Backoff;
import com.dotscience.deployer.routes.FormerDirect;
import com.dotscience.deployer.routes.Routes;
import com.dotscience.deployer.status.ReportSteps;
import com.dotscience.deployer.status.Reports;
import com.dotscience.deployer.work.FormerOneAtATime;
import com.dotscience.deployer.work.FormerQueues;
import com.dotscience.deployer.work.WorkComponent;
import com.dotscience.dialing.ProxyEnvironment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A deployer, put together: every bean that a route names is made and bound here, and nowhere else. */
public final class DeployerApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeployerApplication.class);

    /** How long calls under way may take to finish when the program is told to stop (seconds). */
    private static final int SHUTDOWN_SECONDS = 10;

    private final Main main = new Main();
    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final KubernetesClient client;
    private final Supplier<String> token;
    private final GatewayClient connection;
    private final ClusterComponent cluster;
    private final DesiredState state = new DesiredState();
    private final WorkComponent work = new WorkComponent(System::nanoTime);
    private final IdentityInUse identity;
    private final GuardedDesiredState desired;
    private final Reconciler reconciler;
    private final FailedChanges failures;
    private final FieldManagers fieldManagers;
    private final WriteHold hold;
    private final Management management;
    private final PushPort push;

    /** @param coming the client, which takes as long to be made as the rest that needs none */
    private DeployerApplication(
            Settings settings, ProxyEnvironment proxies, WriteGate gate, CompletableFuture<KubernetesClient> coming) {
        this.settings = settings;
        checkWhatOnlyTheRoutesUse();
        this.push = new PushPort(settings);
        push.refusal().ifPresent(LOG::warn);
        this.token = Token.of(settings);
        this.management = new Management(settings, clock);
        Supplier<Optional<String>> ownersIdentity = OwnersIdentity.of(settings);
        this.connection = connection(proxies, ownersIdentity);
        configureCamel();
        this.client = coming.join();
        this.cluster = new ClusterComponent(client, namespaces());
        Backoff backoff = new Backoff(
                settings.duration("deployer.retry.first"), settings.duration("deployer.retry.longest"), Math::random);
        this.failures = new FailedChanges(backoff, settings.duration("deployer.retry.transient"), clock);
        Rewrites rewrites = new Rewrites(backoff, clock);
        this.fieldManagers = new FieldManagers(client, rewrites, sendTo("work:reconcile"));
        ObservedState observed = cluster.observed();
        Routes routes = routes();
        this.hold = new WriteHold(observed::hold, routes::hold, clock);
        gate.closeWhile(hold);
        this.identity = new IdentityInUse(
                connection::identityHints, ownersIdentity, OwnersIdentity.others(settings), state, observed);
        this.desired = new GuardedDesiredState(state, observed, identity, sources(), policy(), clock);
        EventRecorder toSay = new EventRecorder(sendTo(EventRecorder.QUEUE), management.events());
        this.reconciler = new Reconciler(
                desired,
                observed,
                identity,
                new ServedNamespaces(namespaces()),
                settings.limits(KubernetesClients.ownNamespace(), namespaces()),
                new Planner(),
                failures,
                rewrites,
                fieldManagers::ask,
                hold,
                toSay);
        bindComponents();
        main.bind("routes", routes);
        management.bindTo(main, connection, identity, cluster, desired, failures, routes, push, hold, work, clock);
        main.bind("updateBatch", new FormerUpdateBatch());
        main.bind("sameThread", new SynchronousExecutorService());
        main.bind("desired", desired);
        main.bind("failures", failures);
        main.bind("reconciler", reconciler);
        main.bind("oneAtATime", new FormerOneAtATime(sendTo("work:reconcile")));
        Outcomes outcomes = new Outcomes(observed, failures, rewrites, reconciler::rewritten);
        main.bind("outcomes", outcomes);
        Reports reports = new Reports(
                desired,
                observed,
                identity,
                reconciler,
                failures,
                rewrites,
                settings.ingressUrl("deployer.ingress.url"),
                settings.duration("deployer.status.settling"),
                settings.duration("deployer.poll.interval"),
                clock);
        main.bind("reports", new ReportSteps(reports));
        listen(reports, outcomes, toSay);
        main.bind("podLogs", new PodLogs(client, desired::wanted));
        main.bind("logThreads", logThreads());
        main.bind("modelDeployments", new UpdateSteps(state::position));
        main.bind("errors", new Errors());
        main.bind("console", new Console(desired));
        main.bind("routeMBeans", new RouteMBeans());
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
                    clients.gate(),
                    CompletableFuture.supplyAsync(() -> client(clients, settings)));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        } catch (CompletionException e) {
            String message = e.getCause().getMessage();
            throw new ConfigurationException(message == null ? e.getCause().toString() : message);
        }
    }

    /** What must not be lost, whatever the routes of an operator do: statuses, metrics, Events, and the next plan. */
    private void listen(Reports reports, Outcomes outcomes, EventRecorder toSay) {
        cluster.onPodsChanged(reports::podsChanged);
        connection.addListener(reports);
        reconciler.addListener(reports);
        outcomes.addListener(reports);
        management.listen(connection, desired, reconciler, outcomes, failures, clock);
        outcomes.addListener((outcome, lasted) -> toSay.accept(outcome));
        Consumer<String> planAgain = sendTo("work:reconcile");
        outcomes.addListener((outcome, lasted) -> {
            if (outcome.result() == Result.ANEW) {
                planAgain.accept(outcome.change().id());
            }
        });
    }

    private static KubernetesClient client(KubernetesClients clients, Settings settings) {
        String kubeconfig = settings.text("deployer.kubeconfig");
        if (!kubeconfig.isEmpty()) {
            return clients.fromKubeconfig(Path.of(kubeconfig));
        }
        return settings.flag("deployer.in-cluster") ? clients.inCluster() : clients.anywhere();
    }

    /** Works until the process is told to stop. */
    void run() throws Exception {
        management.mustBeFree();
        LOG.info(
                "Deployer {} for the Gateway at {}{} and the Kubernetes API at {}, {}",
                Version.current(),
                settings.text("deployer.gateway.address"),
                settings.flag("deployer.gateway.tls") ? "" : " without TLS",
                client.getMasterUrl(),
                namespaces().isEmpty() ? "all namespaces" : "namespaces " + String.join(", ", namespaces()));
        cluster.observe();
        main.run();
    }

    /** What it would do now. It must have been put together with {@link DryRun#SETTINGS}, so that it does nothing. */
    Preview preview() throws InterruptedException {
        cluster.observe();
        main.start();
        return new DryRun(connection, identity, cluster, desired, reconciler, failures).preview();
    }

    /** @throws com.dotscience.deployer.health.PortTakenException if somebody else has the management port */
    public void start() {
        management.mustBeFree();
        cluster.observe();
        main.start();
    }

    /** The port of {@code /health}, {@code /metrics} and {@code /cache}, once it is started. */
    public int healthPort() {
        return management.port();
    }

    /** The ids of model deployments whose deletion is held until a person, or the Gateway by name, lets it go (R2). */
    public Set<String> heldDeletions() {
        return desired.held();
    }

    @Override
    public void close() {
        main.stop();
        fieldManagers.close();
        management.close();
        client.close();
    }

    /** Before Camel meets it, whose answer to a wrong value is a stack trace. */
    private void checkWhatOnlyTheRoutesUse() {
        Stream.of("deployer.poll.interval", "deployer.resync.interval", "deployer.status.interval")
                .forEach(settings::duration);
        Stream.of("deployer.updates.queue", "deployer.batch.size", "deployer.concurrency")
                .forEach(name -> settings.number(name, 1, Integer.MAX_VALUE));
    }

    private void configureCamel() {
        main.configure()
                .withName("ds-deployer")
                // Not by itself: Routes does.
                .withRoutesIncludePattern("false")
                .withAutoConfigurationLogSummary(false)
                .withShutdownTimeout(SHUTDOWN_SECONDS)
                .withShutdownNowOnTimeout(true);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Oneline);
        Properties properties = new Properties();
        properties.putAll(settings.asProperties());
        properties.putAll(push.asProperties());
        main.setOverrideProperties(properties);
    }

    private void bindComponents() {
        main.bind("gateway", new GatewayComponent(connection, state::position));
        main.bind("cluster", cluster);
        main.bind("pushInterceptor", new PushInterceptor(token));
        main.bind("pushUpdates", new PushUpdates(state::position));
        main.bind("work", work);
        FormerQueues former = new FormerQueues();
        main.bind("ids", former.ids());
        main.bind("seda", former.seda());
        main.bind("direct", new FormerDirect());
        KubernetesObjectsComponent objects = new KubernetesObjectsComponent();
        objects.setKubernetesClient(client);
        main.bind("kubernetes-objects", objects);
        main.bind("client", client);
        main.bind("deploymentHeaders", new DeploymentHeaders());
    }

    private GatewayClient connection(ProxyEnvironment proxies, Supplier<Optional<String>> ownersIdentity) {
        Optional<Path> ca = Optional.of(settings.text("deployer.gateway.ca"))
                .filter(file -> !file.isEmpty())
                .map(Path::of);
        String address = settings.address("deployer.gateway.address");
        int colon = address.lastIndexOf(':');
        proxies.forGateway(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        GatewayOptions options = new GatewayOptions(
                address,
                settings.flag("deployer.gateway.tls"),
                ca,
                token,
                () -> ownersIdentity.get().isPresent(),
                proxies,
                settings.ingressUrl("deployer.ingress.url"),
                Version.current(),
                GatewayOptions.Timing.standard());
        return new GatewayClient(
                options,
                () -> client.getKubernetesVersion().getGitVersion(),
                // Asked for the first time when all is put together, but nobody promises that.
                () -> Optional.ofNullable(cluster).flatMap(ClusterComponent::trouble),
                () -> Optional.ofNullable(hold).flatMap(WriteHold::get));
    }

    /** None while nobody reads, and a refusal for whoever comes when all are taken. */
    private ExecutorService logThreads() {
        int most = settings.number("deployer.logs.streams", 1, Integer.MAX_VALUE);
        return new ThreadPoolExecutor(0, most, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "logs");
            thread.setDaemon(true);
            return thread;
        });
    }

    private Set<String> sources() {
        return push.enabled() ? Set.of(Update.GATEWAY, Update.PUSH) : Set.of(Update.GATEWAY);
    }

    private DeletionGuard.Policy policy() {
        return new DeletionGuard.Policy(
                settings.number("deployer.prune.max-percent", 0, 100),
                settings.number("deployer.prune.min-count", 0, Integer.MAX_VALUE),
                settings.duration("deployer.prune.grace"),
                settings.duration("deployer.prune.delay"),
                settings.choice("deployer.prune.confirmed", "delete", "hold").equals("hold"));
    }

    private List<String> namespaces() {
        return settings.namespaces("deployer.namespaces");
    }

    private Routes routes() {
        return new Routes(
                settings.text("deployer.routes"), Path.of(settings.text("deployer.routes.folder")), this::planAgain);
    }

    /** After routes were exchanged: what they do with what is wanted may be something else now. */
    private void planAgain() {
        Stream.of("direct:plan-all", "direct:gateway-poll")
                .forEach(route -> sendTo(route).accept(null));
    }

    private <T> Consumer<T> sendTo(String uri) {
        return body -> {
            try {
                main.getCamelTemplate().sendBody(uri, body);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        };
    }
}
