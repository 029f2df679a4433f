package com.dotscience.testing.bench;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes the deployer's objects with nothing but fabric8's client: it watches nothing, compares nothing and keeps nothing
 * up. What cannot be beaten, with the same number of calls in flight.
 */
final class BareClient implements Contestant, AutoCloseable {

    private final String namespace;
    private final KubernetesClient client;
    private final ExecutorService calls;
    private List<HasMetadata> objects = List.of();

    BareClient(RealControlPlane plane, int inFlight) {
        this.namespace = plane.newNamespace("bare");
        this.client = new KubernetesClientBuilder()
                .withConfig(plane.admin().config("bare-client"))
                .build();
        this.calls = Executors.newFixedThreadPool(inFlight);
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public void prepare(Fleet fleet) {
        objects = fleet.models().stream()
                .flatMap(model -> objects(model).stream())
                .toList();
    }

    @Override
    public void create() {
        forEach(object -> true, object -> client.resource(object).create());
    }

    @Override
    public void changeImages(String image) {
        String patch = "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"%s\"}]"
                .formatted(image);
        forEach(
                object -> object.getKind().equals("Deployment"),
                object -> client.resource(object).patch(PatchContext.of(PatchType.JSON), patch));
    }

    @Override
    public void delete() {
        forEach(object -> true, object -> client.resource(object).delete());
    }

    @Override
    public void close() {
        calls.shutdownNow();
        client.close();
    }

    private void forEach(Predicate<HasMetadata> which, Consumer<HasMetadata> call) {
        CompletableFuture.allOf(objects.stream()
                        .filter(which)
                        .map(object -> CompletableFuture.runAsync(() -> call.accept(object), calls))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** What the deployer would create, but for the owner: so that its informers do not follow what is not its own. */
    private static List<HasMetadata> objects(Deployment model) {
        Deployment named = model.toBuilder().setId(UUID.randomUUID().toString()).build();
        return new Planner()
                        .plan(
                                named,
                                "0123456789abcdef0123456789abcdef",
                                new Observed(List.of(), false),
                                Optional.empty())
                        .changes()
                        .stream()
                        .map(Change::object)
                        .peek(object ->
                                object.getMetadata().getLabels().put(ClusterContract.OWNER_LABEL, "bare-client"))
                        .toList();
    }
}
