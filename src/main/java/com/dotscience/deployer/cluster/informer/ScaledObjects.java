package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * KEDA's ScaledObjects. KEDA makes a HorizontalPodAutoscaler of each, takes it away while the ScaledObject is paused (annotation {@code
 * autoscaling.keda.sh/paused}), and goes on to say how many replicas there are: only the ScaledObject shows that. Where the cluster
 * serves none, or they may not be read, nothing is known of them, and a Deployment is KEDA's while a HorizontalPodAutoscaler names it.
 */
final class ScaledObjects {

    private static final ResourceDefinitionContext CONTEXT = new ResourceDefinitionContext.Builder()
            .withGroup("keda.sh")
            .withVersion("v1alpha1")
            .withKind("ScaledObject")
            .withPlural("scaledobjects")
            .withNamespaced(true)
            .build();

    private static final String API_VERSION = CONTEXT.getGroup() + "/" + CONTEXT.getVersion();
    private static final String LABEL = "scaledobject.keda.sh/name";
    private static final String BY_TARGET = "target";
    private static final long RETRY_SECONDS = 2;

    private final KubernetesClient client;
    private final ApiServerConnection connection;
    private final ScheduledExecutorService thread;
    private final Map<String, OptionalInformer<GenericKubernetesResource>> byScope;

    private CompletableFuture<Void> looked = new CompletableFuture<>();
    private boolean served;

    /**
     * @param thread asks the API server, and waits for its answers
     * @param changed called with a Deployment that one of them names, or did
     */
    ScaledObjects(
            KubernetesClient client,
            Namespaces namespaces,
            ApiServerConnection connection,
            ScheduledExecutorService thread,
            Consumer<ObjectKey> changed) {
        this.client = client;
        this.connection = connection;
        this.thread = thread;
        this.byScope = namespaces.scopes().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        scope -> new OptionalInformer<>(
                                namespaces.in(scope, client.genericKubernetesResources(CONTEXT)),
                                new InformerConfiguration<>(
                                        GenericKubernetesResource.class,
                                        new LabelSelector(),
                                        Map.of(
                                                BY_TARGET,
                                                scaled -> targets(scaled)
                                                        .map(ObjectKey::path)
                                                        .toList())),
                                new OptionalExceptionHandler(
                                        connection,
                                        "ScaledObjects " + namespaces.describe(scope),
                                        "the replicas of a model deployment that KEDA scales are set back while it is"
                                                + " paused: give this deployer the rights that are in"
                                                + " kubernetes/overlays/optional-kinds"),
                                tell(changed))));
    }

    /** Says whether KEDA made this HorizontalPodAutoscaler. */
    static boolean made(HasMetadata autoscaler) {
        Map<String, String> labels = autoscaler.getMetadata().getLabels();
        return labels != null && labels.containsKey(LABEL);
    }

    /** Completes when all of them are known, or known not to be served or readable; never fails. */
    CompletionStage<Void> start() {
        thread.execute(this::look);
        return looked;
    }

    /** Takes as served what the start may have found missing. */
    synchronized void areServed() {
        if (looked.isDone() && !served) {
            looked = new CompletableFuture<>();
            thread.execute(this::look);
        }
    }

    void retryIfRefused() {
        byScope.values().forEach(OptionalInformer::retryIfRefused);
    }

    void stop() {
        byScope.values().forEach(OptionalInformer::stop);
    }

    /** Those that name this Deployment. */
    Stream<HasMetadata> of(ObjectKey deployment) {
        return byScope.values().stream()
                .flatMap(informer -> informer.whereReadable().stream())
                .flatMap(informer -> informer.indexed(BY_TARGET, deployment.path()).stream());
    }

    private void look() {
        boolean found;
        try {
            APIResourceList resources = client.getApiResources(API_VERSION);
            found = resources != null
                    && resources.getResources().stream()
                            .anyMatch(resource -> CONTEXT.getKind().equals(resource.getKind()));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                connection.failed(CONTEXT.getPlural(), e);
                thread.schedule(this::look, RETRY_SECONDS, TimeUnit.SECONDS);
                return;
            }
            found = false;
        }
        connection.recovered(CONTEXT.getPlural());
        finish(found);
    }

    private synchronized void finish(boolean found) {
        served = found;
        CompletableFuture<Void> done = looked;
        CompletableFuture.allOf(
                        found
                                ? byScope.values().stream()
                                        .map(informer -> informer.start().toCompletableFuture())
                                        .toArray(CompletableFuture[]::new)
                                : new CompletableFuture<?>[0])
                .thenRun(() -> done.complete(null));
    }

    private static BiConsumer<GenericKubernetesResource, GenericKubernetesResource> tell(Consumer<ObjectKey> changed) {
        return (before, after) -> Stream.of(before, after)
                .filter(scaled -> scaled != null)
                .flatMap(ScaledObjects::targets)
                .distinct()
                .forEach(changed);
    }

    /** A target whose kind is not said is a Deployment. */
    private static Stream<ObjectKey> targets(GenericKubernetesResource scaled) {
        Object kind = scaled.get("spec", "scaleTargetRef", "kind");
        Object name = scaled.get("spec", "scaleTargetRef", "name");
        return name != null && (kind == null || kind.equals(Kind.DEPLOYMENT.toString()))
                ? Stream.of(new ObjectKey(Kind.DEPLOYMENT, scaled.getMetadata().getNamespace(), name.toString()))
                : Stream.empty();
    }
}
