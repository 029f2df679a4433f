package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.dsl.MockServerExpectation;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Kubernetes API in this JVM: fabric8's mock server, which keeps objects and tells watchers of them, and here also answers
 * API discovery, so that kubectl finds its way. Plain HTTP on loopback; any token will do.
 *
 * <p>Nobody validates, defaults, collects garbage or looks at preconditions, and nothing runs: {@link SimulatedRollouts} says
 * that it does, and every container has a {@link SimulatedLog}. A watch that begins replays what is there and knows nothing of what was deleted before.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final VersionInfo VERSION = new VersionInfo.Builder()
            .withMajor("1")
            .withMinor("32")
            .withGitVersion("v1.32.0+embedded")
            .withPlatform("java")
            .build();

    private static final Pattern LOG = Pattern.compile("(/api/v1/namespaces/[^/]+/pods/[^/]+)/log\\?(.*)");

    // Says every request aloud; kept here, since a logger that nobody holds forgets its level.
    private final Logger mockServerLog = Logger.getLogger(MockWebServer.class.getName());
    private final Map<ServerRequest, Queue<ServerResponse>> expectations = new ConcurrentHashMap<>();
    private final KubernetesMixedDispatcher objects = new KubernetesMixedDispatcher(expectations);
    private final ApiDiscovery discovery = new ApiDiscovery();
    private final ForgottenHistory history = new ForgottenHistory();
    private final int port;
    private final KubernetesClient client;
    private KubernetesMockServer server;

    private EmbeddedCluster(int port) {
        mockServerLog.setLevel(Level.WARNING);
        this.server = listen(port);
        this.port = server.getPort();
        this.client = new KubernetesClientBuilder()
                .withConfig(kubeconfig().config("embedded-admin"))
                .build();
    }

    /** Starts an empty one on a free port. */
    public static EmbeddedCluster start() {
        return start(0);
    }

    /** Starts an empty one on this port; 0: a free one. */
    public static EmbeddedCluster start(int port) {
        return new EmbeddedCluster(port);
    }

    public Kubeconfig kubeconfig() {
        return new Kubeconfig("http://127.0.0.1:" + port, "", "any");
    }

    /** A client of its own; closed with the cluster. */
    public KubernetesClient client() {
        return client;
    }

    /** Answers that come before those of the objects kept here: for failures on demand. */
    public MockServerExpectation expect() {
        return server.expect();
    }

    /** Breaks all connections. The objects are kept. */
    public void stop() {
        server.destroy();
    }

    /** Listens again, on the same port, after {@link #stop()}. */
    public void restart() {
        server = listen(port);
    }

    /** Breaks all connections, and tells whoever goes on watching that it comes too late: it has to list first. */
    public void forgetHistory() {
        stop();
        history.forget();
        restart();
    }

    @Override
    public void close() {
        client.close();
        stop();
    }

    private KubernetesMockServer listen(int wantedPort) {
        MockWebServer http = new MockWebServer();
        KubernetesMockServer started =
                new KubernetesMockServer(new Context(), http, expectations, new Api(http), false, VERSION);
        started.init(InetAddress.getLoopbackAddress(), wantedPort);
        return started;
    }

    private final class Api extends Dispatcher {

        private final MockWebServer http;

        Api(MockWebServer http) {
            this.http = http;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            forget();
            MockResponse response = history.answer(request)
                    .orElseGet(() -> discovery
                            .at(request.getPath().replaceFirst("\\?.*", ""))
                            .or(() -> log(request))
                            .map(document ->
                                    new MockResponse().setResponseCode(200).setBody(document))
                            .orElseGet(() -> objects.dispatch(request)));
            // kubectl takes what does not say its type for something older than JSON.
            return response.getWebSocketListener() == null
                    ? response.setHeader("Content-Type", "application/json")
                    : response;
        }

        /** Of a pod that runs, as far as anything does here. */
        private Optional<String> log(RecordedRequest request) {
            Matcher asked = LOG.matcher(request.getPath());
            if (!asked.matches()) {
                return Optional.empty();
            }
            Map<String, String> parameters = Stream.of(asked.group(2).split("&"))
                    .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8).split("=", 2))
                    .collect(Collectors.toMap(each -> each[0], each -> each[1]));
            MockResponse pod = objects.dispatch(new RecordedRequest(
                    request.getHttpVersion(), HttpMethod.GET, asked.group(1), request.getHeaders(), new Buffer()));
            return pod.code() == 200
                    ? Optional.of(SimulatedLog.of(
                            Serialization.unmarshal(pod.getBody().readUtf8(), Pod.class), parameters))
                    : Optional.empty();
        }

        // The server remembers every request for tests that ask; nobody here does, and a demo may run for days.
        private void forget() {
            try {
                http.takeRequest(0, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
