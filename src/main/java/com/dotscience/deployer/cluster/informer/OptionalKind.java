package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one kind that a deployer may do without. The API server is asked nothing about the kind until a model deployment
 * asks for it. From then on its objects are watched in the newest version that the cluster serves; when it stops to serve that one, as
 * by an upgrade, in another. Where it serves none, or does not let the deployer read them, nothing is shown, and it is known why.
 */
final class OptionalKind {

    private static final Logger LOG = LoggerFactory.getLogger(OptionalKind.class);
    private static final long RETRY_SECONDS = 2;

    private static final long LONGEST_RETRY_SECONDS = 32;

    private final Kind kind;
    private final OfferedVersions versions;
    private final KubernetesClient client;
    private final Namespaces namespaces;
    private final ApiServerConnection connection;
    private final ScheduledExecutorService thread;
    private final InformerListener listener;
    private final Runnable accessChanged;

    private CompletableFuture<Void> looked;
    private boolean stopped;
    private boolean lookingForAnother;
    private volatile boolean askedAgain;
    private volatile Optional<String> missing = Optional.empty();
    private volatile Optional<VersionInformers> watched = Optional.empty();

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
        this.versions = new OfferedVersions(kind, newestFirst, client);
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
        watched.ifPresentOrElse(
                each -> each.all().forEach(informer -> informer.retryIfRefused().thenRun(accessChanged)), this::look);
    }

    /**
     * Looks for another version, since the API server answered that it does not know the one in which the objects are read and written.
     * What is known of the objects is shown until all of them are known in the other version.
     */
    synchronized void notServed() {
        if (!lookingForAnother && !stopped) {
            watched.ifPresent(before -> {
                lookingForAnother = true;
                thread.execute(() -> lookForAnother(before, RETRY_SECONDS));
            });
        }
    }

    synchronized void stop() {
        stopped = true;
        watched.ifPresent(VersionInformers::stop);
    }

    /** What is known of the objects in a namespace. */
    KindAccess access(String namespace) {
        if (missing.isPresent()) {
            return new KindAccess.Missing(missing.get());
        }
        Optional<VersionInformers> now = watched;
        Optional<OptionalInformer<?>> informer = now.flatMap(each -> each.in(namespaces.scopeOf(namespace)));
        if (informer.filter(OptionalInformer::isReadable).isPresent()) {
            return new KindAccess.Known(now.orElseThrow().version().apiVersion());
        }
        return informer.flatMap(OptionalInformer::refusal)
                .<KindAccess>map(words -> new KindAccess.Missing("This deployer may not read " + kind + "s (" + words
                        + "): give it the rights that are in kubernetes/overlays/optional-kinds"))
                .orElse(KindAccess.UNKNOWN);
    }

    /** The informer on the objects in a namespace; empty where it shows none. */
    Optional<ObjectInformer<? extends HasMetadata>> in(String namespace) {
        return watched.flatMap(each -> each.in(namespaces.scopeOf(namespace))).flatMap(OptionalInformer::whereReadable);
    }

    Stream<HasMetadata> indexed(String index, String value) {
        return watched.stream().flatMap(each -> each.indexed(index, value));
    }

    private void find(CompletableFuture<Void> done) {
        Optional<OptionalVersion<?>> found;
        try {
            found = versions.newestServed();
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
            missing = Optional.of(versions.noneServed());
            finished(done);
        }
    }

    private synchronized void watch(OptionalVersion<?> version, CompletableFuture<Void> done) {
        if (stopped) {
            return;
        }
        VersionInformers first = informersOn(version);
        watched = Optional.of(first);
        first.start().thenRun(() -> {
            missing = Optional.empty();
            finished(done);
        });
    }

    private VersionInformers informersOn(OptionalVersion<?> version) {
        client.getKubernetesSerialization().registerKubernetesResource(version.type());
        Map<String, OptionalInformer<?>> informers = new HashMap<>();
        for (String scope : namespaces.scopes()) {
            OptionalExceptionHandler failures = new OptionalExceptionHandler(
                    connection,
                    kind + "s " + namespaces.describe(scope),
                    "model deployments there get none",
                    this::notServed);
            informers.put(scope, version.informer(client, namespaces, scope, failures, listener::objectChanged));
        }
        return new VersionInformers(version, Map.copyOf(informers));
    }

    private void finished(CompletableFuture<Void> done) {
        done.complete(null);
        accessChanged.run();
    }

    /**
     * An API server says only a moment later what it serves, and one that starts serves not all at once.
     *
     * @param retrySeconds how long to wait where no other version is found; when this was the longest wait, there is none
     */
    private void lookForAnother(VersionInformers before, long retrySeconds) {
        Optional<OptionalVersion<?>> found;
        try {
            found = versions.newestServed();
        } catch (KubernetesClientException e) {
            thread.schedule(() -> lookForAnother(before, retrySeconds), retrySeconds, TimeUnit.SECONDS);
            return;
        }
        Optional<OptionalVersion<?>> other = found.filter(version -> !version.equals(before.version()));
        if (other.isPresent()) {
            VersionInformers next = informersOn(other.get());
            next.start().thenRunAsync(() -> replace(before, next, retrySeconds), thread);
        } else if (retrySeconds < LONGEST_RETRY_SECONDS) {
            thread.schedule(() -> lookForAnother(before, retrySeconds * 2), retrySeconds, TimeUnit.SECONDS);
        } else if (found.isPresent()) {
            mayLookForAnother();
        } else {
            LOG.warn("{} any more", versions.noneServed());
            missing = Optional.of(versions.noneServed());
            show(before, Optional.empty());
        }
    }

    private synchronized void mayLookForAnother() {
        lookingForAnother = false;
    }

    /** Where the other version shows less than the one before, it has ended in turn, or may not be read: then this is tried again. */
    private void replace(VersionInformers before, VersionInformers next, long retrySeconds) {
        if (next.showAsMuchAs(before)) {
            LOG.info(
                    "The API server no longer serves {}s as {}: from now on they are read and written as {}",
                    kind,
                    before.version().apiVersion(),
                    next.version().apiVersion());
            show(before, Optional.of(next));
        } else {
            next.stop();
            thread.schedule(() -> lookForAnother(before, retrySeconds), retrySeconds, TimeUnit.SECONDS);
        }
    }

    private void show(VersionInformers before, Optional<VersionInformers> next) {
        synchronized (this) {
            lookingForAnother = false;
            if (stopped) {
                next.ifPresent(VersionInformers::stop);
                return;
            }
            watched = next;
            before.stop();
        }
        accessChanged.run();
    }
}
