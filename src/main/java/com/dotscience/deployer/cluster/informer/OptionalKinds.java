package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.manifest.AutoscalerManifest;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** The kinds that a deployer may do without, and what is known of each; see {@link OptionalKind}. */
public final class OptionalKinds {

    /** Of each kind the versions that the deployer can make, the newest first. */
    private static final Map<Kind, List<OptionalVersion<?>>> VERSIONS = Map.of(
            Kind.HTTP_ROUTE,
            List.of(
                    new OptionalVersion<>("gateway.networking.k8s.io/v1", HTTPRoute.class, route -> {}),
                    new OptionalVersion<>(
                            "gateway.networking.k8s.io/v1beta1",
                            io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.HTTPRoute.class,
                            route -> {})),
            Kind.POD_DISRUPTION_BUDGET,
            List.of(
                    new OptionalVersion<>("policy/v1", PodDisruptionBudget.class, budget -> budget.setStatus(null)),
                    new OptionalVersion<>(
                            "policy/v1beta1",
                            io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudget.class,
                            budget -> budget.setStatus(null))),
            Kind.HORIZONTAL_POD_AUTOSCALER,
            List.of(
                    new OptionalVersion<>(AutoscalerManifest.NEWEST, HorizontalPodAutoscaler.class, scaler -> {}),
                    new OptionalVersion<>(
                            AutoscalerManifest.OLDER,
                            io.fabric8.kubernetes.api.model.autoscaling.v2beta2.HorizontalPodAutoscaler.class,
                            scaler -> {}),
                    new OptionalVersion<>(
                            AutoscalerManifest.OLDEST,
                            io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler.class,
                            scaler -> {})));

    private final Namespaces namespaces;
    private final InformerListener listener;
    private final Map<Kind, OptionalKind> byKind = new EnumMap<>(Kind.class);

    /** By scope, what is known now: every plan of a fleet holds the same map. */
    private volatile Map<String, Map<Kind, KindAccess>> access = new ConcurrentHashMap<>();

    OptionalKinds(
            KubernetesClient client,
            Namespaces namespaces,
            ApiServerConnection connection,
            ScheduledExecutorService thread,
            InformerListener listener) {
        this.namespaces = namespaces;
        this.listener = listener;
        VERSIONS.forEach((kind, versions) -> byKind.put(
                kind,
                new OptionalKind(
                        kind, versions, client, namespaces, connection, thread, listener, this::accessChanged)));
    }

    /**
     * Looks for the objects of these kinds, unless that was done before.
     *
     * @return completes when they are known, or known to be missing; never fails
     */
    public CompletableFuture<Void> ask(Collection<Kind> kinds) {
        return CompletableFuture.allOf(
                kinds.stream().map(kind -> byKind.get(kind).ask()).toArray(CompletableFuture[]::new));
    }

    /** Whether a kind was asked for of which it is not known yet whether it can be had. */
    public boolean isLooking() {
        return byKind.values().stream().anyMatch(OptionalKind::isLooking);
    }

    /** What is known of each kind in a namespace; nothing of those that nobody has asked for. */
    public Map<Kind, KindAccess> access(String namespace) {
        return access.computeIfAbsent(namespaces.scopeOf(namespace), scope -> {
            Map<Kind, KindAccess> known = new EnumMap<>(Kind.class);
            byKind.forEach((kind, objects) -> known.put(kind, objects.access(namespace)));
            known.values().removeIf(KindAccess.UNKNOWN::equals);
            return Map.copyOf(known);
        });
    }

    void retryRefused() {
        byKind.values().forEach(OptionalKind::retryRefused);
    }

    /** Looks for another version of a kind, since the API server does not know the one that was written; see {@link OptionalKind}. */
    public void notServed(Kind kind) {
        byKind.get(kind).notServed();
    }

    void stop() {
        byKind.values().forEach(OptionalKind::stop);
    }

    /** The informer on the objects of a kind in a namespace; empty where none is shown. */
    Optional<ObjectInformer<? extends HasMetadata>> informer(Kind kind, String namespace) {
        return byKind.get(kind).in(namespace);
    }

    Stream<HasMetadata> indexed(String index, String value) {
        return byKind.values().stream().flatMap(kind -> kind.indexed(index, value));
    }

    private void accessChanged() {
        access = new ConcurrentHashMap<>();
        listener.kindsChanged();
    }
}
