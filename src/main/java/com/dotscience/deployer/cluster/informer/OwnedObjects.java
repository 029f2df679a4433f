package com.dotscience.deployer.cluster.informer;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
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

/** The Deployments, Services and Ingresses that have the deployers' label, whichever deployer's they are. */
public final class OwnedObjects {

    private static final String BY_ID = "id";
    private static final String BY_IDENTITY = "identity";
    private static final String BY_ADDRESS = "address";
    private static final LabelSelector LABELLED = new LabelSelectorBuilder()
            .addToMatchLabels(ClusterContract.OWNER_LABEL, ClusterContract.OWNER)
            .build();

    private final Map<Kind, KindInformers<? extends HasMetadata>> byKind;

    OwnedObjects(
            KubernetesClient client, Namespaces namespaces, ApiServerConnection connection, InformerListener listener) {
        this.byKind = Map.of(
                Kind.DEPLOYMENT,
                new KindInformers<>(
                        client,
                        namespaces,
                        configuration(Deployment.class, Map.of()),
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
        Map<String, Function<T, List<String>>> indexers = new HashMap<>(more);
        indexers.put(BY_ID, object -> OwnerMetadata.id(object).stream().toList());
        indexers.put(
                BY_IDENTITY, object -> OwnerMetadata.identity(object).stream().toList());
        return new InformerConfiguration<>(type, LABELLED, indexers);
    }

    Map<Kind, KindInformers<? extends HasMetadata>> byKind() {
        return byKind;
    }

    /** The informer that shows the object under a key; empty if its namespace is not observed. */
    public Optional<ObjectInformer<? extends HasMetadata>> informer(ObjectKey key) {
        return byKind.get(key.kind()).in(key.namespace()).map(informer -> informer);
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
        return byKind.values().stream()
                .flatMap(kind -> kind.indexed(index, value))
                .map(ObjectKey::of);
    }

    /** Whether there is none at all. */
    public boolean isEmpty() {
        return byKind.values().stream()
                .flatMap(kind -> kind.all().stream())
                .allMatch(informer -> informer.keys().isEmpty());
    }

    /** The Ingresses that are reached under an address of this one; more than once where they share several. */
    public Stream<HasMetadata> withAddressOf(Ingress ingress) {
        KindInformers<? extends HasMetadata> ingresses = byKind.get(Kind.INGRESS);
        return Addresses.of(ingress).stream().flatMap(address -> ingresses.indexed(BY_ADDRESS, address));
    }
}
