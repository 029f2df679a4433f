package com.dotscience.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The part of a kubelet that a real API server asks for logs, for the node to which {@link FakeKubelet} binds pods: it answers
 * for each pod with the text that a test gives it.
 */
public final class KubeletLogs implements AutoCloseable {

    private final KubernetesClient client;
    private final HttpsServer server;
    private final Node node;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    private KubeletLogs(KubernetesClient client) throws IOException, GeneralSecurityException {
        this.client = client;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.setExecutor(threads);
        server.createContext("/containerLogs/", this::answer);
        server.start();
        node = client.nodes().resource(node(server.getAddress().getPort())).create();
    }

    /** Starts one, and makes its node. */
    public static KubeletLogs start(RealControlPlane plane) {
        try {
            return new KubeletLogs(plane.client());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on this is the whole log of a pod, as the kubelet sends it when it is asked for stamps. */
    public void say(String pod, String text) {
        texts.put(pod, text);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            // /containerLogs/NAMESPACE/POD/CONTAINER
            String pod = exchange.getRequestURI().getPath().split("/")[3];
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(texts.getOrDefault(pod, "").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static Node node(int port) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(FakeKubelet.NODE)
                .endMetadata()
                .withNewStatus()
                .addNewAddress("127.0.0.1", "InternalIP")
                .withNewDaemonEndpoints()
                .withNewKubeletEndpoint(port)
                .endDaemonEndpoints()
                .endStatus()
                .build();
    }

    private static SSLContext tls() throws GeneralSecurityException, IOException {
        SelfSignedCertificate own = new SelfSignedCertificate("localhost", "EC", 256);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("kubelet", own.key(), new char[0], new Certificate[] {own.cert()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } finally {
            own.delete();
        }
    }

    @Override
    public void close() {
        client.resource(node).delete();
        server.stop(0);
        threads.shutdownNow();
    }
}
