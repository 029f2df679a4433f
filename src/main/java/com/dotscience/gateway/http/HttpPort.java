package com.dotscience.gateway.http;

import com.dotscience.gateway.options.GatewayOptions;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the Gateway answers over HTTP: a few pages, by their paths. It keeps no log of requests, which may carry tokens. */
public final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    // Of each page: one that waits for the database holds up no other, nor more of the database than this.
    private static final int AT_A_TIME = 2;
    private static final long GRACE_SECONDS = 5;
    // Whoever says nothing for so long has gone, or means no good.
    private static final int IDLE_SECONDS = 60;

    /** Each asks one thing at a time. Far more than probes and whoever collects metrics have. */
    public static final int MAX_CONNECTIONS = 200;

    private final Vertx vertx;
    private final HttpServer server;

    /** Answers to one path; may block. */
    public interface Page {
        HttpAnswer answer(Asked asked);
    }

    /**
     * What is asked of a page.
     *
     * @param parameters of the query, decoded
     * @param host the name by which whoever asks reaches this Gateway, without its port; empty if it does not say
     */
    public record Asked(MultiMap parameters, String host) {}

    private HttpPort(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param tls the certificate to serve with; empty for plaintext
     * @throws IOException if it cannot listen there
     */
    public static HttpPort start(InetSocketAddress address, Optional<GatewayOptions.Tls> tls, Map<String, Page> pages)
            throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(1)
                // Otherwise it wants a folder to write to, for files that it does not serve.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        Map<String, WorkerExecutor> workers = pages.keySet().stream()
                .collect(Collectors.toMap(
                        path -> path, path -> vertx.createSharedWorkerExecutor("gateway-http" + path, AT_A_TIME)));
        HttpServer server = vertx.createHttpServer(options(tls))
                .connectionHandler(new NewestConnections(MAX_CONNECTIONS))
                .requestHandler(request -> answer(request, pages.get(request.path()), workers.get(request.path())));
        try {
            server.listen(SocketAddress.inetSocketAddress(address))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return new HttpPort(vertx, server);
        } catch (CompletionException e) {
            vertx.close();
            throw new IOException(e.getCause());
        }
    }

    private static HttpServerOptions options(Optional<GatewayOptions.Tls> tls) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                // The change of an open connection to HTTP/2 breaks answers that come from another thread now and then.
                .setHttp2ClearTextEnabled(false);
        tls.ifPresent(files -> options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(files.certificate().toString())
                        .setKeyPath(files.key().toString())));
        return options;
    }

    private static void answer(HttpServerRequest request, Page page, WorkerExecutor worker) {
        if (page == null) {
            send(request, HttpAnswer.line(404, "There is nothing here."));
        } else if (request.method() != HttpMethod.GET) {
            request.response().putHeader("Allow", "GET");
            send(request, HttpAnswer.line(405, "This is only to be read."));
        } else {
            Asked asked;
            try {
                asked = new Asked(request.params(true), host(request));
            } catch (RuntimeException e) {
                // Its message has the whole query in it, a token perhaps.
                send(request, HttpAnswer.line(400, "The query cannot be read: write a '%' in it as %25."));
                return;
            }
            worker.executeBlocking(() -> page.answer(asked), false).onComplete(answered -> {
                if (answered.failed()) {
                    LOG.error("A page failed for a reason nobody thought of", answered.cause());
                }
                send(
                        request,
                        answered.succeeded()
                                ? answered.result()
                                : HttpAnswer.line(500, "The Gateway failed; its log says why."));
            });
        }
    }

    private static String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.host();
    }

    private static void send(HttpServerRequest request, HttpAnswer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.type())
                // What is true now; and what carries a token is nobody's to keep.
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(answer.body());
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The HTTP port did not close as it should: {}", e.toString());
        }
    }
}
