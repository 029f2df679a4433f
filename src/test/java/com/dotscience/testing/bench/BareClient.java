package com.dotscience.testing.bench;

import com.dotscience.api.Deployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A program that writes the deployer's objects with nothing but fabric8's client: it watches nothing, compares nothing and keeps
 * nothing up. What cannot be beaten, with the same number of calls under way.
 */
final class BareClient {

    /** What it prints when it can take orders. */
    static final String READY = "ready";

    private final KubernetesClient client;
    private final ExecutorService calls;

    private BareClient(KubernetesClient client, ExecutorService calls) {
        this.client = client;
        this.calls = calls;
    }

    /** KUBECONFIG CALLS_UNDER_WAY; then a line for each order, PHASE FILE_WITH_THE_FLEET, until standard input ends. */
    public static void main(String[] args) throws IOException {
        Config config = new ConfigBuilder(Config.fromKubeconfig(Files.readString(Path.of(args[0]))))
                .withRequestRetryBackoffLimit(0)
                .build();
        config.setUserAgent("bare-client");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService calls = Executors.newFixedThreadPool(Integer.parseInt(args[1]));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            BareClient bare = new BareClient(client, calls);
            System.out.println(READY);
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", 2);
                bare.obey(Phase.valueOf(words[0]), fleet(Path.of(words[1])));
            }
        } finally {
            calls.shutdownNow();
        }
    }

    private static Fleet fleet(Path file) throws IOException {
        List<Deployment> models = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file)) {
            for (Deployment each = Deployment.parseDelimitedFrom(bytes);
                    each != null;
                    each = Deployment.parseDelimitedFrom(bytes)) {
                models.add(each);
            }
        }
        return new Fleet(models);
    }

    private void obey(Phase phase, Fleet fleet) {
        switch (phase) {
            case CREATE ->
                all(fleet.objects(), object -> client.resource(object).create());
            case DELETE ->
                all(fleet.objects(), object -> client.resource(object).delete());
            case IMAGES, ONE ->
                all(
                        fleet.models(),
                        model -> patch(
                                model,
                                "/spec/template/spec/containers/0/image",
                                '"' + model.getDeployment().getImage() + '"'));
            case SCALE ->
                all(
                        fleet.models(),
                        model -> patch(
                                model,
                                "/spec/replicas",
                                Long.toString(model.getDeployment().getReplicas())));
        }
    }

    private void patch(Deployment model, String path, String value) {
        HasMetadata object = new Fleet(List.of(model)).objects().get(0);
        client.resource(object)
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\":\"replace\",\"path\":\"%s\",\"value\":%s}]".formatted(path, value));
    }

    private <T> void all(List<T> what, Consumer<T> call) {
        CompletableFuture.allOf(what.stream()
                        .map(each -> CompletableFuture.runAsync(() -> call.accept(each), calls))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
