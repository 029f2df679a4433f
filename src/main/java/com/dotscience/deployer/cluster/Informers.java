package com.dotscience.deployer.cluster;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.plan.Hold;
import com.dotscience.deployer.plan.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** All the informers there are, and what they show. */
final class Informers {

    private static final String BY_ID = "id";
    private static final String BY_IDENTITY = "identity";
    private static final String BY_TARGET = "target";
    private static final String BY_ADDRESS = "address";

    private final Map<Kind, KindInformers<? extends HasMetadata>> objects;
    private final KindInformers<HorizontalPodAutoscaler> autoscalers;
    private final Optional<IngressClasses> ingressClasses;
    private final Pods pods;
    private final Optional<NodeLeases> nodes;
    private final HoldConfigMap hold;

    Informers(
            KubernetesClient client,
            Namespaces namespaces,
            Connection connection,
            BiConsumer<HasMetadata, HasMetadata> objectChanged,
            BiConsumer<HorizontalPodAutoscaler, HorizontalPodAutoscaler> autoscalerChanged,
            BiConsumer<ObjectKey, Optional<String>> podsChanged,
            Clock clock) {
        this.objects = Map.of(
                Kind.DEPLOYMENT, owned(client, namespaces, Deployment.class, connection, objectChanged, Map.of()),
                Kind.SERVICE, owned(client, namespaces, Service.class, connection, objectChanged, Map.of()),
                Kind.INGRESS,
                        owned(
                                client,
                                namespaces,
                                Ingress.class,
                                connection,
                                objectChanged,
                                Map.of(BY_ADDRESS, Addresses::of)));
        this.autoscalers = new KindInformers<>(
                client,
                namespaces,
                Interest.in(
                        HorizontalPodAutoscaler.class,
                        new LabelSelector(),
                        Map.of(
                                BY_TARGET,
                                autoscaler -> target(autoscaler).map(ObjectKey::path).stream()
                                        .toList())),
                connection::retry,
                autoscalerChanged);
        objects.values().forEach(kind -> kind.lookedAfterBy(connection));
        autoscalers.lookedAfterBy(connection);
        this.ingressClasses = namespaces.all() ? Optional.of(new IngressClasses(client, connection)) : Optional.empty();
        this.pods = new Pods(client, namespaces, connection, podsChanged);
        this.hold = new HoldConfigMap(client, KubernetesClients.ownNamespace(), connection);
        this.nodes = namespaces.all()
                ? Optional.of(new NodeLeases(client, connection, clock, node -> tellPodsOn(node, podsChanged)))
                : Optional.empty();
    }

    private void tellPodsOn(String node, BiConsumer<ObjectKey, Optional<String>> podsChanged) {
        pods.on(node)
                .forEach(pod ->
                        Pods.deployment(pod).ifPresent(deployment -> podsChanged.accept(deployment, Optional.empty())));
    }

    private static <T extends HasMetadata> KindInformers<T> owned(
            KubernetesClient client,
            Namespaces namespaces,
            Class<T> type,
            Connection connection,
            BiConsumer<HasMetadata, HasMetadata> changed,
            Map<String, Function<T, List<String>>> more) {
        Map<String, Function<T, List<String>>> indexers = new HashMap<>(more);
        indexers.put(BY_ID, object -> Marks.id(object).stream().toList());
        indexers.put(BY_IDENTITY, object -> Marks.identity(object).stream().toList());
        LabelSelector labels = new LabelSelectorBuilder()
                .addToMatchLabels(ClusterContract.OWNER_LABEL, ClusterContract.OWNER)
                .build();
        return new KindInformers<>(
                client, namespaces, Interest.in(type, labels, indexers), connection::retry, changed::accept);
    }

    /** Completes when every one of them shows all there is; what is dispensable may have turned out not to be readable. */
    CompletableFuture<Void> start() {
        Stream<CompletionStage<Void>> required = required().map(ObjectInformer::start);
        Stream<CompletionStage<Void>> dispensable = Stream.of(
                        ingressClasses.stream().map(IngressClasses::start),
                        nodes.stream().map(NodeLeases::start),
                        Stream.of(hold.start()),
                        Stream.of(pods.start()))
                .flatMap(each -> each);
        return CompletableFuture.allOf(Stream.concat(required, dispensable)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    void stop() {
        required().forEach(ObjectInformer::stop);
        ingressClasses.ifPresent(IngressClasses::stop);
        nodes.ifPresent(NodeLeases::stop);
        hold.stop();
        pods.stop();
    }

    private Stream<ObjectInformer<?>> required() {
        return Stream.concat(objects.values().stream(), Stream.of(autoscalers)).flatMap(kind -> kind.all().stream());
    }

    /** By kind, how often its informers have listed everything again. */
    Map<String, LongSupplier> relists() {
        Map<String, LongSupplier> relists = new TreeMap<>();
        objects.forEach((kind, informers) -> relists.put(kind.toString(), informers::relists));
        relists.put(HasMetadata.getKind(HorizontalPodAutoscaler.class), autoscalers::relists);
        ingressClasses.ifPresent(classes -> relists.put(HasMetadata.getKind(IngressClass.class), classes::relists));
        relists.put(HasMetadata.getKind(Pod.class), pods::relists);
        nodes.ifPresent(leases -> relists.put(HasMetadata.getKind(Lease.class), leases::relists));
        return relists;
    }

    Optional<ObjectInformer<? extends HasMetadata>> on(ObjectKey key) {
        return objects.get(key.kind()).in(key.namespace()).map(informer -> informer);
    }

    Stream<ObjectKey> withId(String id) {
        return objects.values().stream()
                .flatMap(kind -> kind.indexed(BY_ID, id))
                .map(ObjectKey::of);
    }

    Stream<ObjectKey> withIdentity(String identity) {
        return objects.values().stream()
                .flatMap(kind -> kind.indexed(BY_IDENTITY, identity))
                .map(ObjectKey::of);
    }

    /** Whether there is an object of any deployer. */
    boolean showAnyObject() {
        return objects.values().stream()
                .flatMap(kind -> kind.all().stream())
                .anyMatch(informer -> !informer.keys().isEmpty());
    }

    /** All that is reached under one of its addresses, of whichever deployer. */
    Stream<HasMetadata> withAddressOf(Ingress ingress) {
        KindInformers<? extends HasMetadata> ingresses = objects.get(Kind.INGRESS);
        return Addresses.of(ingress).stream().flatMap(address -> ingresses.indexed(BY_ADDRESS, address));
    }

    boolean autoscaled(ObjectKey deployment) {
        return autoscalers.indexed(BY_TARGET, deployment.path()).findAny().isPresent();
    }

    /** What could not be read may be readable by now. */
    void askAgain() {
        hold.askAgain();
        ingressClasses.ifPresent(IngressClasses::askAgain);
    }

    Optional<Set<String>> ingressClasses() {
        return ingressClasses.flatMap(IngressClasses::names);
    }

    /** None if pods cannot be read. */
    List<Pod> pods(ObjectKey deployment) {
        return pods.of(deployment);
    }

    /** None if pods cannot be read. */
    List<Pod> podsWithId(String id) {
        return pods.withId(id);
    }

    Optional<Hold> hold() {
        return hold.hold();
    }

    /** Looks which nodes are silent; see {@link NodeLeases#check}. */
    void checkNodes(boolean seeing) {
        nodes.ifPresent(leases -> leases.check(seeing));
    }

    /** Since when the node of a pod is not heard; empty while it is, and where that cannot be known. */
    Optional<Instant> unheardSince(Pod pod) {
        return nodes.flatMap(leases -> Pods.node(pod).flatMap(leases::unheardSince));
    }

    /** The Deployment whose replicas are the autoscaler's to set. */
    static Optional<ObjectKey> target(HorizontalPodAutoscaler autoscaler) {
        return Optional.of(autoscaler.getSpec().getScaleTargetRef())
                .filter(target -> Kind.DEPLOYMENT.toString().equals(target.getKind()))
                .map(target ->
                        new ObjectKey(Kind.DEPLOYMENT, autoscaler.getMetadata().getNamespace(), target.getName()));
    }
}
