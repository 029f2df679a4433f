package com.dotscience.testing.perturbation;

import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.ServerCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before an API server, by HTTP/1.1 and HTTP/2, with a certificate of its own: what is asked of it is asked of the API server by the same
 * user, unless a {@link Perturbation} has it otherwise. Answers are passed on whole, so that no log can be followed through it.
 */
public final class ApiServerProxy implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Kubeconfig behind;
    private final ServerCertificate certificate;
    private final ServerCertificate renewed;
    private final Upstream upstream;
    private final Set<Watch> standing = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private int port;
    private volatile Perturbation perturbation = Perturbation.NONE;

    /**
     * Starts one.
     *
     * @param folder for its certificate
     * @param behind the API server, and as whom it is asked
     */
    public ApiServerProxy(Path folder, Kubeconfig behind) {
        this.behind = behind;
        this.certificate = ServerCertificate.make(folder, "ip:127.0.0.1");
        this.renewed = ServerCertificate.make(folder, "ip:127.0.0.1,dns:localhost");
        this.upstream = new Upstream(vertx, URI.create(behind.server()).getPort());
        start(certificate);
    }

    /** How it is reached, as the same user. The certificate that it has later is trusted as well. */
    public Kubeconfig kubeconfig() {
        return new Kubeconfig(
                "https://127.0.0.1:" + port, certificate.authority() + renewed.authority(), behind.token());
    }

    /** From now on this is done, and nothing else. */
    public void perturb(Perturbation other) {
        perturbation = other;
    }

    /** Ends all watches in good order: what follows them has to ask again. */
    public void endWatches() {
        standing.forEach(Watch::end);
    }

    /** Nobody listens any more, and all connections are cut. */
    public void stop() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Listens again, on the same port. */
    public void restart() {
        start(certificate);
    }

    /** Cuts all connections, and shows another certificate from then on. */
    public void renewCertificate() {
        stop();
        start(renewed);
    }

    private void start(ServerCertificate shown) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(shown.options())
                .setMaxWebSocketFrameSize(Upstream.LONGEST)
                .setMaxWebSocketMessageSize(Upstream.LONGEST);
        server = vertx.createHttpServer(options)
                .requestHandler(this::receive)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        port = server.actualPort();
    }

    private void receive(HttpServerRequest request) {
        if (request.headers().contains("Upgrade", "websocket", true)) {
            request.pause();
            WatchRequest watch = new WatchRequest(vertx, upstream, request, standing, () -> perturbation);
            perturbation.asked(watch.call()).befall(watch);
            return;
        }
        request.body().onSuccess(body -> {
            ApiCall call = ApiCall.of(request.method().name(), request.uri(), body.toString());
            Perturbation now = perturbation;
            now.asked(call).befall(new PassingRequest(vertx, upstream, request, body, call, now));
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
