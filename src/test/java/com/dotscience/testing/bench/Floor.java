package com.dotscience.testing.bench;

import com.dotscience.api.ClusterContract;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.main.Main;

/**
 * A program that does nothing but what no deployer on Camel can do without: Camel with one route in YAML, and informers of the
 * same four kinds. The least that a start can take, and idling.
 */
final class Floor {

    /** What it prints when its route runs and its informers know everything. */
    static final String READY = "ready";

    private Floor() {}

    /** KUBECONFIG ROUTE_FILE. */
    public static void main(String[] args) throws Exception {
        Config config = Config.fromKubeconfig(Files.readString(Path.of(args[0])));
        config.setUserAgent("floor");
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        Map<String, String> ours = Map.of(ClusterContract.OWNER_LABEL, ClusterContract.OWNER);
        List<SharedIndexInformer<?>> informers = List.of(
                client.resources(Deployment.class)
                        .inAnyNamespace()
                        .withLabels(ours)
                        .runnableInformer(0),
                client.resources(Service.class)
                        .inAnyNamespace()
                        .withLabels(ours)
                        .runnableInformer(0),
                client.resources(Ingress.class)
                        .inAnyNamespace()
                        .withLabels(ours)
                        .runnableInformer(0),
                client.resources(Pod.class)
                        .inAnyNamespace()
                        .withLabel(ClusterContract.ID)
                        .runnableInformer(0));
        CompletableFuture<?>[] known = informers.stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        Main main = new Main();
        main.configure().withRoutesIncludePattern("file:" + args[1]);
        main.start();
        CompletableFuture.allOf(known).join();
        System.out.println(READY);
    }
}
