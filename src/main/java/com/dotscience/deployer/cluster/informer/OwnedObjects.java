package com.dotscience.deployer.cluster.informer;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.plan.RouteAddresses;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The Deployments, Services and Ingresses that have the deployers' label, whichever deployer's they are, and the objects of optional
 * kinds that are known.
 */
public final class OwnedObjects {

    private static final String BY_ID = "id";
    private static final String BY_IDENTITY = "identity";
    static final String BY_ADDRESS = "address";
    private static final String BY_NOTED_KIND = "kind";

    static final LabelSelector LABELLED = new LabelSelectorBuilder()
            .addToMatchLabels(ClusterContract.OWNER_LABEL, ClusterContract.OWNER)
            .build();

    private final Map<Kind, KindInformers<? extends HasMetadata>> byKind;

    private final OptionalKinds optional;

    OwnedObjects(
            KubernetesClient client,
            Namespaces namespaces,
            ApiServerConnection connection,
            OptionalKinds optional,
            InformerListener listener) {
        this.optional = optional;
        this.byKind = Map.of(
                Kind.DEPLOYMENT,
                new KindInformers<>(
                        client,
                        namespaces,
                        configuration(Deployment.class, Map.of(BY_NOTED_KIND, OwnerMetadata::optionalKinds)),
                        connection::retry,
                        listener::objectChanged),
                Kind.SERVICE,
                new KindInformers<>(
                        client,
                        namespaces,
                        configuration(Service.class, Map.of()),
                        connection::retry,
                        listener::objectChanged),
                Kind.INGRESS,
                new KindInformers<>(
                        client,
                        namespaces,
                        configuration(Ingress.class, Map.of(BY_ADDRESS, Addresses::of)),
                        connection::retry,
                        listener::objectChanged));
        byKind.values().forEach(kind -> kind.monitoredBy(connection));
    }

    private static <T extends HasMetadata> InformerConfiguration<T> configuration(
            Class<T> type, Map<String, Function<T, List<String>>> more) {
        return new InformerConfiguration<>(type, LABELLED, indexers(more));
    }

    static <T extends HasMetadata> Map<String, Function<T, List<String>>> indexers(
            Map<String, Function<T, List<String>>> more) {
        Map<String, Function<T, List<String>>> indexers = new HashMap<>(more);
        indexers.put(BY_ID, object -> OwnerMetadata.id(object).stream().toList());
        indexers.put(
                BY_IDENTITY, object -> OwnerMetadata.identity(object).stream().toList());
        return indexers;
    }

    Map<Kind, KindInformers<? extends HasMetadata>> byKind() {
        return byKind;
    }

    /** The informer that shows the object under a key; empty if its namespace or its kind is not observed. */
    public Optional<ObjectInformer<? extends HasMetadata>> informer(ObjectKey key) {
        return key.kind().isOptional()
                ? optional.informer(key.kind(), key.namespace())
                : byKind.get(key.kind()).in(key.namespace()).map(informer -> informer);
    }

    /** The keys of those that carry the id of a model deployment. */
    public Stream<ObjectKey> withId(String id) {
        return indexed(BY_ID, id);
    }

    /** The keys of those that carry the identity of a deployer. */
    public Stream<ObjectKey> withIdentity(String identity) {
        return indexed(BY_IDENTITY, identity);
    }

    private Stream<ObjectKey> indexed(String index, String value) {
        return Stream.concat(
                        byKind.values().stream().flatMap(kind -> kind.indexed(index, value)),
                        optional.indexed(index, value))
                .map(ObjectKey::of);
    }

    /** Whether one of the Deployments says that an object of this optional kind belongs to it. */
    public boolean isNoted(Kind kind) {
        return byKind.get(Kind.DEPLOYMENT)
                .indexed(BY_NOTED_KIND, kind.toString())
                .findAny()
                .isPresent();
    }

    /** Whether there is none at all, those of optional kinds left aside. */
    public boolean isEmpty() {
        return byKind.values().stream()
                .flatMap(kind -> kind.all().stream())
                .allMatch(informer -> informer.keys().isEmpty());
    }

    /**
     * The Ingresses or HTTPRoutes that are reached under an address of this one; more than once where they share several. None if it is
     * neither.
     */
    public Stream<HasMetadata> withAddressOf(HasMetadata object) {
        return Addresses.of(object).stream()
                .flatMap(address -> object instanceof Ingress
                        ? byKind.get(Kind.INGRESS).indexed(BY_ADDRESS, address)
                        : optional.indexed(BY_ADDRESS, address))
                .filter(other -> RouteAddresses.meet(object, other));
    }
}
