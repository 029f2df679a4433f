package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.VersionInfo;
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
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
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
 * that it does, and every container has a {@link SimulatedLog} until somebody has others. A pod that has finalizers is only
 * marked when it is deleted, as one that a node has to end. A watch that begins replays what is there and knows nothing of what
 * was deleted before.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final VersionInfo VERSION = new VersionInfo.Builder()
            .withMajor("1")
            .withMinor("32")
            .withGitVersion("v1.32.0+embedded")
            .withPlatform("java")
            .build();

    private static final String NOT_FOUND = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
            + "\"message\":\"not found\",\"reason\":\"NotFound\",\"code\":404}";

    private static final Pattern POD = Pattern.compile("/api/v1/namespaces/[^/]+/pods/[^/?]+");
    private static final Pattern LOG = Pattern.compile("(/api/v1/namespaces/[^/]+/pods/[^/]+)/log\\?(.*)");

    // Says every request aloud; kept here, since a logger that nobody holds forgets its level.
    private final Logger mockServerLog = Logger.getLogger(MockWebServer.class.getName());
    private final Map<ServerRequest, Queue<ServerResponse>> expectations = new ConcurrentHashMap<>();
    private final KeptObjects objects = new KeptObjects(expectations);
    private final ApiDiscovery discovery = new ApiDiscovery();
    private final ForgottenHistory history = new ForgottenHistory();
    private final int port;
    private final KubernetesClient client;
    private volatile BiFunction<Pod, Map<String, String>, Optional<String>> logs =
            (pod, asked) -> Optional.of(SimulatedLog.of(pod, asked));
    private volatile Function<RecordedRequest, Optional<MockResponse>> answers = request -> Optional.empty();
    private volatile Admission admission = (by, operation, object) -> {};
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

    /** Answers that come before all others until there are others of these: an API server, or a proxy, that has its moods. */
    public void answer(Function<RecordedRequest, Optional<MockResponse>> moods) {
        answers = moods;
    }

    /** Answers that come before those of the objects kept here: for failures on demand. */
    public MockServerExpectation expect() {
        return server.expect();
    }

    /**
     * Has the logs of pods come from there.
     *
     * @param source of a pod's log, given the parameters of the request; empty: there is none
     */
    public void readLogsFrom(BiFunction<Pod, Map<String, String>, Optional<String>> source) {
        logs = source;
    }

    /** Has everything that is written from now on admitted so; what is written to a subresource is not asked for. */
    public void admit(Admission by) {
        admission = by;
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
        private final AdmittedRequests admitted = new AdmittedRequests(
                objects::dispatch, (by, operation, object) -> admission.review(by, operation, object));

        Api(MockWebServer http) {
            this.http = http;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            forget();
            MockResponse response = answers.apply(request)
                    .or(() -> history.answer(request))
                    .orElseGet(() -> discovery
                            .at(request.getPath().replaceFirst("\\?.*", ""))
                            .or(() -> log(request))
                            .map(document ->
                                    new MockResponse().setResponseCode(200).setBody(document))
                            .orElseGet(() -> answer(gently(request))));
            // The mock server only says 404, which no API server leaves without a reason.
            if (response.code() == 404 && response.getBody() == null) {
                response.setBody(NOT_FOUND);
            }
            // kubectl takes what does not say its type for something older than JSON.
            return response.getWebSocketListener() == null
                    ? response.setHeader("Content-Type", "application/json")
                    : response;
        }

        private MockResponse answer(RecordedRequest request) {
            if (request.method() == HttpMethod.GET) {
                return objects.dispatch(request);
            }
            // What is admitted is made of what is there: nobody else may write meanwhile.
            synchronized (admitted) {
                try {
                    return objects.dispatch(admitted.on(request));
                } catch (JsonPatchException impossible) {
                    return new MockResponse().setResponseCode(422).setBody(invalid(impossible));
                }
            }
        }

        private static String invalid(JsonPatchException patch) {
            return Serialization.asJson(new StatusBuilder()
                    .withStatus("Failure")
                    .withReason("Invalid")
                    .withCode(422)
                    .withMessage(patch.getMessage())
                    .build());
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
            return pod(request, asked.group(1)).flatMap(pod -> logs.apply(pod, parameters));
        }

        private Optional<Pod> pod(RecordedRequest request, String path) {
            MockResponse found = objects.dispatch(new RecordedRequest(
                    request.getHttpVersion(), HttpMethod.GET, path, request.getHeaders(), new Buffer()));
            return found.code() == 200
                    ? Optional.of(Serialization.unmarshal(found.getBody().readUtf8(), Pod.class))
                    : Optional.empty();
        }

        /** The mock server would mark it, too, but with a time without a zone, which kubectl cannot read. */
        private RecordedRequest gently(RecordedRequest request) {
            Matcher path = POD.matcher(request.getPath());
            boolean marks = request.method() == HttpMethod.DELETE
                    && path.lookingAt()
                    && pod(request, path.group())
                            .filter(pod -> !pod.isMarkedForDeletion()
                                    && !pod.getFinalizers().isEmpty())
                            .isPresent();
            if (!marks) {
                return request;
            }
            String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            String patch = Serialization.asJson(
                    List.of(Map.of("op", "add", "path", "/metadata/deletionTimestamp", "value", now)));
            return new RecordedRequest(
                    request.getHttpVersion(),
                    HttpMethod.PATCH,
                    path.group(),
                    Headers.builder()
                            .add("Content-Type", "application/json-patch+json")
                            .build(),
                    new Buffer(patch.getBytes(StandardCharsets.UTF_8)));
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
