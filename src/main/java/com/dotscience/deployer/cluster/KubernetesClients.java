package com.dotscience.deployer.cluster;

import com.dotscience.deployer.calls.ApiServerHttpClientFactory;
import com.dotscience.deployer.calls.Unanswered;
import com.dotscience.deployer.kubeconfig.Kubeconfig;
import com.dotscience.deployer.kubeconfig.NamedServerHttpClientFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Makes the one client that everything in the deployer uses. Each method throws {@link IllegalArgumentException} with a
 * sentence for people if what it needs is not there; none of them calls the API server.
 */
public final class KubernetesClients {

    /** Where Kubernetes puts the service account of a pod. */
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final List<Class<? extends KubernetesResource>> WATCHED = List.of(
            Deployment.class,
            Service.class,
            Ingress.class,
            HorizontalPodAutoscaler.class,
            IngressClass.class,
            Pod.class,
            ConfigMap.class,
            Status.class);

    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 30_000;

    /** The client itself tries nothing again: what fails is planned anew, with a back-off. */
    private static final int RETRIES = 0;

    private final String version;
    private final Map<String, String> environment;
    private final WriteGate gate = new WriteGate();
    private final Unanswered unanswered = new Unanswered();
    private final Duration longestHold;

    /**
     * @param version of the deployer, for the header {@code User-Agent}
     * @param environment the process's environment variables
     * @param longestHold for no longer than this the API server is left alone when it asks for that
     */
    public KubernetesClients(String version, Map<String, String> environment, Duration longestHold) {
        this.version = version;
        this.environment = Map.copyOf(environment);
        this.longestHold = longestHold;
    }

    /** The gate that every request of the clients passes. */
    public WriteGate gate() {
        return gate;
    }

    /** What keeps requests of the clients from an answer. */
    public Unanswered unanswered() {
        return unanswered;
    }

    /** A client for the current context of this kubeconfig. */
    public KubernetesClient fromKubeconfig(Path file) {
        return client(Kubeconfig.of(file));
    }

    /** A client with the service account of the pod that this runs in. */
    public KubernetesClient inCluster() {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String port = environment.get("KUBERNETES_SERVICE_PORT");
        Path token = SERVICE_ACCOUNT.resolve("token");
        if (host == null || port == null || !Files.isReadable(token)) {
            throw new IllegalArgumentException(
                    "This is no pod with a service account: name a cluster with --kubeconfig FILE");
        }
        return client(new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
                .withCaCertFile(SERVICE_ACCOUNT.resolve("ca.crt").toString())
                .withOauthTokenProvider(() -> read(token))
                .build());
    }

    /** A client for the cluster that kubectl would find: by the files of {@code $KUBECONFIG}, {@code ~/.kube/config}, the pod's service account. */
    public KubernetesClient anywhere() {
        return Kubeconfig.of(environment).map(this::client).orElseGet(this::inCluster);
    }

    /** The namespace of the pod that this runs in; outside of a cluster that into which the manifest installs a deployer. */
    public static String ownNamespace() {
        Path namespace = SERVICE_ACCOUNT.resolve("namespace");
        return Files.isReadable(namespace) ? read(namespace) : "dotscience-deployer";
    }

    private KubernetesClient client(Kubeconfig kubeconfig) {
        HttpClient.Factory http = kubeconfig
                .tlsServerName()
                .<HttpClient.Factory>map(NamedServerHttpClientFactory::new)
                .orElseGet(VertxHttpClientFactory::new);
        return client(http, kubeconfig.toConfig(environment));
    }

    private KubernetesClient client(Config config) {
        return client(new VertxHttpClientFactory(), config);
    }

    private KubernetesClient client(HttpClient.Factory http, Config config) {
        Config complete = new ConfigBuilder(config)
                .withUserAgent("ds-deployer/" + version)
                .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(RETRIES)
                .build();
        return new KubernetesClientBuilder()
                .withHttpClientFactory(new ApiServerHttpClientFactory(http, longestHold, unanswered))
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("write-gate", gate))
                .withConfig(complete)
                .withKubernetesSerialization(serialization())
                .build();
    }

    /** Knows the kinds that come in a watch. By default it would load the classes of all kinds, which are more than a thousand. */
    private static KubernetesSerialization serialization() {
        ObjectMapper json = JsonMapper.builder()
                .addModule(new SimpleModule().addDeserializer(String.class, new RepeatedStrings()))
                .build();
        KubernetesSerialization serialization = new KubernetesSerialization(json, false);
        WATCHED.forEach(serialization::registerKubernetesResource);
        return serialization;
    }

    /** The token is read for each request, because the kubelet writes a new one long before the old one ends. */
    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The service account's " + file.getFileName() + " cannot be read", e);
        }
    }
}
