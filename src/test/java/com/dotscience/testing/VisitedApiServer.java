package com.dotscience.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;

/**
 * An API server of an empty cluster that lets everybody in, by TLS, and remembers as whom they came: by which certificate and
 * with which headers.
 */
public final class VisitedApiServer implements AutoCloseable {

    private static final Map<String, String> KINDS = Map.of(
            "deployments", "Deployment",
            "services", "Service",
            "ingresses", "Ingress",
            "ingressclasses", "IngressClass",
            "horizontalpodautoscalers", "HorizontalPodAutoscaler",
            "pods", "Pod");

    private final Set<String> visits = ConcurrentHashMap.newKeySet();
    private final Vertx vertx = Vertx.vertx();
    private final ServerCertificate certificate;
    private final HttpServer server;

    /**
     * Starts one.
     *
     * @param names what its certificate is for, as keytool takes them: {@code dns:api.example.com}
     */
    public VisitedApiServer(Path folder, String names) {
        certificate = ServerCertificate.make(folder, names);
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(certificate.options())
                .setClientAuth(ClientAuth.REQUEST)
                .setTrustOptions(TrustOptions.wrap(new TrustsEverybody()));
        server = vertx.createHttpServer(options)
                // Nothing will ever happen here: a watch stays open until somebody hangs up.
                .webSocketHandler(watch -> visits.add(visitor(watch.sslSession(), watch.headers())))
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    public int port() {
        return server.actualPort();
    }

    /** The certificate to trust, in PEM. */
    public String authority() {
        return certificate.authority();
    }

    /** As whom somebody came since the last time that this was asked. */
    public Set<String> visits() {
        Set<String> all = Set.copyOf(visits);
        visits.clear();
        return all;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        visits.add(visitor(request.connection().sslSession(), request.headers()));
        String[] parts = request.path().split("/");
        String version = request.path().startsWith("/apis/") ? parts[2] + "/" + parts[3] : "v1";
        JsonObject list = new JsonObject()
                .put("kind", KINDS.getOrDefault(parts[parts.length - 1], "") + "List")
                .put("apiVersion", version)
                .put("metadata", new JsonObject().put("resourceVersion", "1"))
                .put("items", new JsonArray());
        request.response().putHeader("Content-Type", "application/json").end(list.encode());
    }

    private static String visitor(SSLSession session, MultiMap headers) {
        Map<String, List<String>> telling = new TreeMap<>();
        for (String name : headers.names()) {
            String header = name.toLowerCase(Locale.ROOT);
            if (header.equals("authorization") || header.startsWith("impersonate-")) {
                telling.put(header, headers.getAll(name).stream().sorted().toList());
            }
        }
        return certificate(session) + " " + telling;
    }

    private static String certificate(SSLSession session) {
        try {
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        } catch (SSLPeerUnverifiedException none) {
            return "no certificate";
        }
    }

    private static final class TrustsEverybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("This is a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
