package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects of one kind that a deployer may do without. The API server is asked nothing about the kind until a model deployment
 * asks for it. From then on its objects are watched in the newest version that the cluster serves. Where it serves none, or does not
 * let the deployer read them, nothing is shown, and it is known why.
 */
final class OptionalKind {

    private static final long RETRY_SECONDS = 2;

    private final Kind kind;
    private final List<OptionalVersion<?>> newestFirst;
    private final KubernetesClient client;
    private final Namespaces namespaces;
    private final ApiServerConnection connection;
    private final ScheduledExecutorService thread;
    private final InformerListener listener;
    private final Runnable accessChanged;

    private CompletableFuture<Void> looked;
    private boolean stopped;
    private volatile boolean askedAgain;
    private volatile Optional<String> missing = Optional.empty();
    private volatile Optional<OptionalVersion<?>> served = Optional.empty();
    private volatile Map<String, OptionalInformer<?>> byScope = Map.of();

    /**
     * @param thread asks the API server, and waits for its answers
     * @param accessChanged called whenever {@link #access} may have another answer
     */
    OptionalKind(
            Kind kind,
            List<OptionalVersion<?>> newestFirst,
            KubernetesClient client,
            Namespaces namespaces,
            ApiServerConnection connection,
            ScheduledExecutorService thread,
            InformerListener listener,
            Runnable accessChanged) {
        this.kind = kind;
        this.newestFirst = newestFirst;
        this.client = client;
        this.namespaces = namespaces;
        this.connection = connection;
        this.thread = thread;
        this.listener = listener;
        this.accessChanged = accessChanged;
    }

    /** Looks for the objects, unless that was done before. Completes when they are known, or known to be missing; never fails. */
    synchronized CompletableFuture<Void> ask() {
        askedAgain = true;
        if (looked == null) {
            look();
        }
        return looked;
    }

    private void look() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        looked = done;
        if (!stopped) {
            thread.execute(() -> find(done));
        }
    }

    /** Whether somebody has asked, and there is no answer yet. */
    synchronized boolean isLooking() {
        return looked != null && !looked.isDone();
    }

    /** Looks again for what was missing or refused, if anybody has asked for it since the last time. */
    synchronized void retryRefused() {
        if (!askedAgain || looked == null || !looked.isDone()) {
            return;
        }
        askedAgain = false;
        if (served.isEmpty()) {
            look();
        } else {
            byScope.values().forEach(informer -> informer.retryIfRefused().thenRun(accessChanged));
        }
    }

    synchronized void stop() {
        stopped = true;
        byScope.values().forEach(OptionalInformer::stop);
    }

    /** What is known of the objects in a namespace. */
    KindAccess access(String namespace) {
        if (missing.isPresent()) {
            return new KindAccess.Missing(missing.get());
        }
        Optional<OptionalInformer<?>> informer = Optional.ofNullable(byScope.get(namespaces.scopeOf(namespace)));
        if (informer.filter(OptionalInformer::isReadable).isPresent()) {
            return new KindAccess.Known(served.orElseThrow().apiVersion());
        }
        return informer.flatMap(OptionalInformer::refusal)
                .<KindAccess>map(words -> new KindAccess.Missing("This deployer may not read " + kind + "s (" + words
                        + "): give it the rights that are in kubernetes/overlays/optional-kinds"))
                .orElse(KindAccess.UNKNOWN);
    }

    /** The informer on the objects in a namespace; empty where it shows none. */
    Optional<ObjectInformer<? extends HasMetadata>> in(String namespace) {
        return Optional.ofNullable(byScope.get(namespaces.scopeOf(namespace))).flatMap(OptionalInformer::whereReadable);
    }

    Stream<HasMetadata> indexed(String index, String value) {
        return byScope.values().stream()
                .flatMap(informer -> informer.whereReadable().stream())
                .flatMap(informer -> informer.indexed(index, value).stream());
    }

    private void find(CompletableFuture<Void> done) {
        Optional<OptionalVersion<?>> found;
        try {
            found = newestFirst.stream().filter(this::isServed).findFirst();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                connection.failed(kind + "s", e);
                thread.schedule(() -> find(done), RETRY_SECONDS, TimeUnit.SECONDS);
                return;
            }
            found = Optional.empty();
        }
        connection.recovered(kind + "s");
        if (found.isPresent()) {
            watch(found.get(), done);
        } else {
            missing = Optional.of("This cluster serves no " + kind + "s ("
                    + newestFirst.stream().map(OptionalVersion::apiVersion).collect(Collectors.joining(" or ")) + ")");
            finished(done);
        }
    }

    private boolean isServed(OptionalVersion<?> version) {
        APIResourceList resources = client.getApiResources(version.apiVersion());
        return resources != null
                && resources.getResources().stream()
                        .anyMatch(resource -> kind.toString().equals(resource.getKind()));
    }

    private synchronized void watch(OptionalVersion<?> version, CompletableFuture<Void> done) {
        if (stopped) {
            return;
        }
        client.getKubernetesSerialization().registerKubernetesResource(version.type());
        Map<String, OptionalInformer<?>> informers = new HashMap<>();
        for (String scope : namespaces.scopes()) {
            OptionalExceptionHandler failures = new OptionalExceptionHandler(
                    connection, kind + "s " + namespaces.describe(scope), "model deployments there get none");
            informers.put(scope, version.informer(client, namespaces, scope, failures, listener::objectChanged));
        }
        served = Optional.of(version);
        byScope = Map.copyOf(informers);
        CompletableFuture.allOf(informers.values().stream()
                        .map(informer -> informer.start().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    missing = Optional.empty();
                    finished(done);
                });
    }

    private void finished(CompletableFuture<Void> done) {
        done.complete(null);
        accessChanged.run();
    }
}
