package com.dotscience.testing.ingress;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;

/** Serves all Ingresses of a cluster, on one port. Whoever is not ready, or is ending, gets no new request. */
public final class IngressController implements AutoCloseable {

    /** Less than a model-proxy or another server keeps a connection, so that none is used which is just being closed. */
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int CONNECTIONS_TO_A_POD = 1000;

    private final PodAddresses addresses;
    private final SharedIndexInformer<Ingress> ingresses;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<Pod> pods;
    private final Vertx vertx;
    private final HttpServer server;
    private volatile RoutingTable table = RoutingTable.EMPTY;

    private IngressController(KubernetesClient client, PodAddresses addresses, String host, int port) {
        this.addresses = addresses;
        this.ingresses = client.network().v1().ingresses().inAnyNamespace().runnableInformer(0);
        this.services = client.services().inAnyNamespace().runnableInformer(0);
        this.pods = client.pods().inAnyNamespace().runnableInformer(0);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost(host).setPort(port).setHandle100ContinueAutomatically(true))
                .requestHandler(new Forwarding(() -> table, httpClient()));
    }

    /**
     * Starts one, and waits until it knows all there is.
     *
     * @param client stays the caller's to close
     * @param port 0: any free one
     */
    public static IngressController start(KubernetesClient client, PodAddresses addresses, String host, int port) {
        IngressController controller = new IngressController(client, addresses, host, port);
        try {
            controller.follow(controller.ingresses);
            controller.follow(controller.services);
            controller.follow(controller.pods);
            controller.server.listen().toCompletionStage().toCompletableFuture().join();
            return controller;
        } catch (RuntimeException e) {
            controller.close();
            throw e;
        }
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        List.of(ingresses, services, pods).forEach(SharedIndexInformer::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpClient httpClient() {
        return vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setKeepAliveTimeout(Math.toIntExact(IDLE_CONNECTION.toSeconds()))
                        .setConnectTimeout(Math.toIntExact(CONNECT.toMillis())))
                .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS_TO_A_POD))
                .build();
    }

    private <T extends HasMetadata> void follow(SharedIndexInformer<T> informer) {
        informer.addEventHandler(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T added) {
                rebuild();
            }

            @Override
            public void onUpdate(T before, T after) {
                rebuild();
            }

            @Override
            public void onDelete(T deleted, boolean finalStateUnknown) {
                rebuild();
            }
        });
        informer.start().toCompletableFuture().join();
    }

    private synchronized void rebuild() {
        table = RoutingTable.of(
                ingresses.getStore().list(),
                services.getStore().list(),
                pods.getStore().list(),
                addresses);
    }
}
