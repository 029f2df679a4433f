package com.dotscience.deployer.cluster.informer;

import com.dotscience.deployer.plan.Hold;
import com.dotscience.resource.ResourceReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * All the informers there are: they start and stop together. Without those on owned objects and autoscalers the deployer is blind;
 * it does without all others where it may not read what they are on.
 */
public final class Informers {

    private final OwnedObjects objects;
    private final OptionalKinds optionalKinds;
    private final Autoscalers autoscalers;
    private final PodInformers pods;
    private final HoldInformer hold;
    private final Optional<ResourceInformers> resources;
    private final Optional<IngressClassInformer> ingressClasses;
    private final Optional<NodeLeases> nodes;

    /**
     * @param ownNamespace where the ConfigMap would be that holds every write
     * @param thread asks for the optional kinds, and for what makes autoscalers
     * @param resources hears of each resource ModelDeployment that changed; empty if none is to be read
     */
    public Informers(
            KubernetesClient client,
            Namespaces namespaces,
            String ownNamespace,
            ApiServerConnection connection,
            ScheduledExecutorService thread,
            InformerListener listener,
            Optional<Consumer<String>> resources,
            Clock clock) {
        this.optionalKinds = new OptionalKinds(client, namespaces, connection, thread, listener);
        this.objects = new OwnedObjects(client, namespaces, connection, optionalKinds, listener);
        this.autoscalers = new Autoscalers(client, namespaces, connection, thread, listener);
        this.pods = new PodInformers(client, namespaces, connection, listener);
        this.hold = new HoldInformer(client, ownNamespace, connection);
        this.resources = resources.map(changed -> new ResourceInformers(client, namespaces, connection, changed));
        this.ingressClasses =
                namespaces.all() ? Optional.of(new IngressClassInformer(client, connection)) : Optional.empty();
        this.nodes = namespaces.all()
                ? Optional.of(new NodeLeases(client, connection, clock, node -> pods.notifyOfThoseOn(node, listener)))
                : Optional.empty();
    }

    /** Completes when every one of them shows all there is, or knows that it may not. */
    public CompletableFuture<Void> start() {
        Stream<CompletionStage<Void>> required = required().map(ObjectInformer::start);
        Stream<CompletionStage<Void>> optional = Stream.of(
                        ingressClasses.stream().map(IngressClassInformer::start),
                        nodes.stream().map(NodeLeases::start),
                        Stream.of(hold.start()),
                        Stream.of(autoscalers.startOptional()),
                        resources.stream().flatMap(ResourceInformers::start),
                        Stream.of(pods.start()))
                .flatMap(each -> each);
        return CompletableFuture.allOf(Stream.concat(required, optional)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    /** Stops all of them; none starts again. */
    public void stop() {
        required().forEach(ObjectInformer::stop);
        ingressClasses.ifPresent(IngressClassInformer::stop);
        nodes.ifPresent(NodeLeases::stop);
        hold.stop();
        autoscalers.stopOptional();
        resources.ifPresent(ResourceInformers::stop);
        optionalKinds.stop();
        pods.stop();
    }

    private Stream<ObjectInformer<?>> required() {
        return Stream.concat(objects.byKind().values().stream(), Stream.of(autoscalers.informers()))
                .flatMap(kind -> kind.all().stream());
    }

    /** By kind, how often its informers have listed everything again. */
    public Map<String, LongSupplier> relists() {
        Map<String, LongSupplier> relists = new TreeMap<>();
        objects.byKind().forEach((kind, informers) -> relists.put(kind.toString(), informers::relists));
        relists.put(HasMetadata.getKind(HorizontalPodAutoscaler.class), autoscalers.informers()::relists);
        ingressClasses.ifPresent(classes -> relists.put(HasMetadata.getKind(IngressClass.class), classes::relists));
        relists.put(HasMetadata.getKind(Pod.class), pods::relists);
        resources.ifPresent(models -> relists.put(ResourceReader.KIND, models::relists));
        nodes.ifPresent(leases -> relists.put(HasMetadata.getKind(Lease.class), leases::relists));
        return relists;
    }

    /** Starts those anew that may not have been allowed to read the hold, the IngressClasses or optional kinds before. */
    public void retryRefused() {
        hold.retryIfRefused();
        autoscalers.retryIfRefused();
        resources.ifPresent(ResourceInformers::retryIfRefused);
        optionalKinds.retryRefused();
        ingressClasses.ifPresent(IngressClassInformer::retryIfRefused);
    }

    public OwnedObjects objects() {
        return objects;
    }

    /** The resources ModelDeployment; empty if none is to be read. */
    public Optional<ResourceInformers> resources() {
        return resources;
    }

    public OptionalKinds optionalKinds() {
        return optionalKinds;
    }

    public Autoscalers autoscalers() {
        return autoscalers;
    }

    public PodInformers pods() {
        return pods;
    }

    /** The names of the cluster's IngressClasses; empty if they cannot be read. */
    public Optional<Set<String>> ingressClasses() {
        return ingressClasses.flatMap(IngressClassInformer::keys);
    }

    /** The hold that is written in the cluster, whether or not it is over; empty if there is none, or it cannot be read. */
    public Optional<Hold> hold() {
        return hold.hold();
    }

    /** Looks which nodes are silent; see {@link NodeLeases#check}. */
    public void checkNodes(boolean seeing) {
        nodes.ifPresent(leases -> leases.check(seeing));
    }

    /** Since when the node of a pod is not heard; empty while it is, and where that cannot be known. */
    public Optional<Instant> unheardSince(Pod pod) {
        return nodes.flatMap(leases -> PodInformers.node(pod).flatMap(leases::unheardSince));
    }
}
