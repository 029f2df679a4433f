package com.dotscience.deployer.cluster.informer;

import com.dotscience.resource.CustomResource;
import com.dotscience.resource.ResourceInCluster;
import com.dotscience.resource.ResourceReader;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resources {@code ModelDeployment}, which a deployer reads if it is told to. Where they cannot be read, because their definition
 * is not there or the role does not allow it, nothing is known of them until they can be.
 */
public final class ResourceInformers {

    /** What the API server knows the resources by. */
    public static final ResourceDefinitionContext CONTEXT = new ResourceDefinitionContext.Builder()
            .withGroup(CustomResource.GROUP)
            .withVersion(CustomResource.VERSION)
            .withKind(ResourceReader.KIND)
            .withPlural(CustomResource.PLURAL)
            .withNamespaced(true)
            .build();

    private static final String BY_ID = "id";

    private final Map<String, OptionalInformer<GenericKubernetesResource>> byScope;

    /** @param changed called with the key of a resource of which more changed than its status: {@code namespace/name} */
    ResourceInformers(
            KubernetesClient client, Namespaces namespaces, ApiServerConnection connection, Consumer<String> changed) {
        this.byScope = namespaces.scopes().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        scope -> new OptionalInformer<>(
                                namespaces.in(scope, client.genericKubernetesResources(CONTEXT)),
                                new InformerConfiguration<>(
                                        GenericKubernetesResource.class,
                                        new LabelSelector(),
                                        Map.of(BY_ID, resource -> List.of(id(resource)))),
                                new OptionalExceptionHandler(
                                        connection,
                                        what(namespaces, scope),
                                        "nothing is taken from them: apply kubernetes/crd, and let the deployer's role"
                                                + " list and watch them"),
                                (before, after) -> tell(before, after, changed))));
    }

    Stream<CompletionStage<Void>> start() {
        return byScope.values().stream().map(OptionalInformer::start);
    }

    void stop() {
        byScope.values().forEach(OptionalInformer::stop);
    }

    void retryIfRefused() {
        byScope.values().forEach(OptionalInformer::retryIfRefused);
    }

    long relists() {
        return byScope.values().stream().mapToLong(OptionalInformer::relists).sum();
    }

    /** Returns all of them; empty if some cannot be read. */
    public Optional<List<GenericKubernetesResource>> all() {
        return byScope.values().stream().allMatch(OptionalInformer::isReadable)
                ? Optional.of(byScope.values().stream()
                        .flatMap(OptionalInformer::objects)
                        .toList())
                : Optional.empty();
    }

    /** Returns the resource of this name; empty if there is none, or it cannot be read. */
    public Optional<GenericKubernetesResource> get(String namespace, String name) {
        return byScope.values().stream()
                .flatMap(informer -> informer.get(namespace, name).stream())
                .findFirst();
    }

    /** Returns the resource that asks for the model deployment of this id; empty if there is none, or it cannot be read. */
    public Optional<GenericKubernetesResource> withId(String id) {
        return byScope.values().stream()
                .flatMap(informer -> informer.indexed(BY_ID, id).stream())
                .findFirst();
    }

    private static String what(Namespaces namespaces, String scope) {
        return CustomResource.PLURAL + " " + namespaces.describe(scope);
    }

    private static String id(GenericKubernetesResource resource) {
        ObjectMeta metadata = resource.getMetadata();
        return ResourceInCluster.id(metadata.getNamespace(), metadata.getName());
    }

    private static void tell(
            GenericKubernetesResource before, GenericKubernetesResource after, Consumer<String> changed) {
        if (before == null || after == null || isOtherwise(before, after)) {
            ObjectMeta metadata = (after == null ? before : after).getMetadata();
            changed.accept(metadata.getNamespace() + "/" + metadata.getName());
        }
    }

    /** Says whether more than the status is otherwise, which the deployer itself writes. */
    private static boolean isOtherwise(GenericKubernetesResource before, GenericKubernetesResource after) {
        return !Objects.equals(
                        before.getAdditionalProperties().get("spec"),
                        after.getAdditionalProperties().get("spec"))
                || !partsOf(before).equals(partsOf(after));
    }

    private static List<Object> partsOf(GenericKubernetesResource resource) {
        ObjectMeta metadata = resource.getMetadata();
        return List.of(
                String.valueOf(metadata.getUid()),
                String.valueOf(metadata.getGeneration()),
                String.valueOf(metadata.getDeletionTimestamp()),
                Objects.requireNonNullElse(metadata.getFinalizers(), List.of()),
                Objects.requireNonNullElse(metadata.getLabels(), Map.of()),
                Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()));
    }
}
