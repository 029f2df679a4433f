package com.dotscience.deployer.cluster;

import com.dotscience.api.CanaryId;
import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.cluster.informer.ApiServerConnection;
import com.dotscience.deployer.cluster.informer.InformerListener;
import com.dotscience.deployer.cluster.informer.Informers;
import com.dotscience.deployer.cluster.informer.Namespaces;
import com.dotscience.deployer.cluster.informer.OwnerMetadata;
import com.dotscience.deployer.cluster.informer.ResourceInformers;
import com.dotscience.deployer.plan.CanaryRoute;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the informers, says when everything is known, and tells listeners from then on which model deployment changed. */
final class Observation implements InformerListener, ClusterEvents, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);
    private static final String OUTSIDERS = "deployments without the label " + ClusterContract.OWNER_LABEL;
    private static final long FIRST_RETRY_SECONDS = 1;
    private static final long LAST_RETRY_SECONDS = 30;

    private final KubernetesClient client;
    private final Namespaces namespaces;
    private final ApiServerConnection connection;
    private final Informers informers;
    private final ObservedState observed;
    private final List<ClusterListener> listeners = new CopyOnWriteArrayList<>();
    private final List<ClusterListener> resourceListeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Void> outsidersFound = new CompletableFuture<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cluster");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param given namespaces to observe; empty for all
     */
    Observation(KubernetesClient client, Collection<String> given) {
        this(client, given, false, Optional::empty);
    }

    /**
     * @param given namespaces to observe; empty for all
     * @param resources whether the resources ModelDeployment are read too
     * @param unanswered returns what keeps requests from an answer
     */
    Observation(
            KubernetesClient client,
            Collection<String> given,
            boolean resources,
            Supplier<Optional<String>> unanswered) {
        this.client = client;
        this.connection = new ApiServerConnection(unanswered);
        this.namespaces = new Namespaces(given);
        this.informers = new Informers(
                client,
                namespaces,
                KubernetesClients.ownNamespace(),
                connection,
                scheduler,
                this,
                resources ? Optional.of(this::resourceChanged) : Optional.empty(),
                Clock.systemUTC());
        this.observed = new ObservedState(informers);
    }

    ObservedState observed() {
        return observed;
    }

    ApiServerConnection connection() {
        return connection;
    }

    /** The resources ModelDeployment; empty if none is read. */
    Optional<ResourceInformers> resources() {
        return informers.resources();
    }

    /** Says which resources ModelDeployment changed, by {@code namespace/name}. */
    ClusterEvents resourceEvents() {
        return new ClusterEvents() {
            @Override
            public void add(ClusterListener listener) {
                Observation.this.add(listener, resourceListeners);
            }

            @Override
            public void remove(ClusterListener listener) {
                resourceListeners.remove(listener);
            }
        };
    }

    Map<String, LongSupplier> relists() {
        return informers.relists();
    }

    /** Starts the informers, unless they have been started, and returns at once: listeners hear when everything is known. */
    void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        connection.begin(System.nanoTime());
        scheduler.execute(() -> findOutsiders(FIRST_RETRY_SECONDS));
        scheduler.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
        CompletableFuture.allOf(informers.start(), outsidersFound)
                .thenComposeAsync(known -> informers.optionalKinds().ask(observed.notedKinds()), scheduler)
                .thenRunAsync(this::everythingIsKnown, scheduler);
    }

    private void check() {
        connection.check(System.nanoTime());
        informers.checkNodes(connection.trouble().isEmpty());
    }

    @Override
    public void close() {
        informers.stop();
        scheduler.shutdownNow();
    }

    @Override
    public void add(ClusterListener listener) {
        add(listener, listeners);
    }

    private void add(ClusterListener listener, List<ClusterListener> others) {
        others.add(listener);
        if (observed.synced()) {
            listener.synced();
        }
    }

    @Override
    public void remove(ClusterListener listener) {
        listeners.remove(listener);
    }

    /** Lists the Deployments that an update of the Go program left without the owner label; their other label finds them. */
    private void findOutsiders(long retrySeconds) {
        try {
            for (String scope : namespaces.scopes()) {
                namespaces
                        .in(scope, client.resources(Deployment.class))
                        .withLabel(ClusterContract.ID)
                        .withoutLabel(ClusterContract.OWNER_LABEL, ClusterContract.OWNER)
                        .list()
                        .getItems()
                        .forEach(observed::returned);
            }
        } catch (KubernetesClientException e) {
            connection.failed(OUTSIDERS, e);
            long next = Math.min(retrySeconds * 2, LAST_RETRY_SECONDS);
            scheduler.schedule(() -> findOutsiders(next), retrySeconds, TimeUnit.SECONDS);
            return;
        }
        connection.recovered(OUTSIDERS);
        outsidersFound.complete(null);
    }

    private void everythingIsKnown() {
        observed.becomeSynced();
        LOG.info("Everything in the cluster is known");
        listeners.forEach(ClusterListener::synced);
        resourceListeners.forEach(ClusterListener::synced);
    }

    private void resourceChanged(String key) {
        resourceListeners.forEach(listener -> listener.changed(key));
    }

    @Override
    public void objectChanged(HasMetadata before, HasMetadata after) {
        notifyOfChange(Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                .flatMap(Optional::stream)
                .flatMap(Observation::concerned));
        Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                .flatMap(Optional::stream)
                .flatMap(way -> observed.rivals(way).stream())
                .flatMap(rival -> OwnerMetadata.id(rival).stream())
                .distinct()
                .forEach(id -> listeners.forEach(listener -> listener.podsChanged(id)));
    }

    /** An HTTPRoute leads to a canary while that serves, and a canary stays while it is led to: what one does is news for the other. */
    private static Stream<String> concerned(HasMetadata object) {
        Stream<String> own = OwnerMetadata.id(object).stream();
        return CanaryRoute.isDivided(object)
                ? own.flatMap(id -> Stream.of(id, CanaryId.of(id)))
                : own.flatMap(id -> Stream.of(id, CanaryId.stable(id)).distinct());
    }

    /** Whatever asks for an object of such a kind is planned again, and so is all else, because that costs little and happens seldom. */
    @Override
    public void kindsChanged() {
        if (observed.synced()) {
            listeners.forEach(ClusterListener::synced);
        }
    }

    @Override
    public void autoscalerChanged(ObjectKey deployment) {
        notifyOfChange(observed.get(deployment).flatMap(OwnerMetadata::id).stream());
    }

    /** A Deployment that is not known yet becomes an event of its own later. One that is gone leaves pods that end, and carry its id. */
    @Override
    public void podsChanged(ObjectKey deployment, Optional<String> ending) {
        observed.get(deployment)
                .flatMap(OwnerMetadata::id)
                .or(() -> ending)
                .ifPresent(id -> listeners.forEach(listener -> listener.podsChanged(id)));
    }

    private void notifyOfChange(Stream<String> ids) {
        ids.distinct().forEach(id -> listeners.forEach(listener -> listener.changed(id)));
    }
}
