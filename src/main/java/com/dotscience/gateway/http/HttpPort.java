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

/** Serves a few pages over HTTP, each at its path. It logs no requests, because their queries may contain tokens. */
public final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    // Each page has its own threads, so that one that waits for the database does not delay the others.
    private static final int THREADS_PER_PAGE = 2;
    private static final long GRACE_SECONDS = 5;
    // A connection that is silent for this long is closed, so that forgotten clients do not use up the limit.
    private static final int IDLE_SECONDS = 60;

    /** This is far more than probes and metrics collectors need. */
    public static final int MAX_CONNECTIONS = 200;

    private final Vertx vertx;
    private final HttpServer server;

    /** Handles the requests for one path. It may block. */
    public interface Page {
        HttpResponse handle(PageRequest request);
    }

    /**
     * A request for a page.
     *
     * @param parameters the parameters of the query, decoded
     * @param host the host that the client addressed, without its port; empty if the request does not name it
     */
    public record PageRequest(MultiMap parameters, String host) {}

    private HttpPort(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts to listen.
     *
     * @param tls the certificate to serve with; empty for plaintext
     * @throws IOException if the address cannot be listened on
     */
    public static HttpPort start(InetSocketAddress address, Optional<GatewayOptions.Tls> tls, Map<String, Page> pages)
            throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(1)
                // Otherwise Vert.x wants a writable folder for files that this server does not serve.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        Map<String, WorkerExecutor> workers = pages.keySet().stream()
                .collect(Collectors.toMap(
                        path -> path,
                        path -> vertx.createSharedWorkerExecutor("gateway-http" + path, THREADS_PER_PAGE)));
        HttpServer server = vertx.createHttpServer(options(tls))
                .connectionHandler(new ConnectionLimit(MAX_CONNECTIONS))
                .requestHandler(request -> handle(request, pages.get(request.path()), workers.get(request.path())));
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
                // The upgrade of an open connection to HTTP/2 sometimes breaks responses that come from another thread.
                .setHttp2ClearTextEnabled(false);
        tls.ifPresent(files -> options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(files.certificate().toString())
                        .setKeyPath(files.key().toString())));
        return options;
    }

    private static void handle(HttpServerRequest request, Page page, WorkerExecutor worker) {
        if (page == null) {
            send(request, HttpResponse.line(404, "There is nothing here."));
        } else if (request.method() != HttpMethod.GET) {
            request.response().putHeader("Allow", "GET");
            send(request, HttpResponse.line(405, "This is only to be read."));
        } else {
            PageRequest query;
            try {
                query = new PageRequest(request.params(true), host(request));
            } catch (RuntimeException e) {
                // The exception is not logged: its message contains the whole query, perhaps with a token.
                send(request, HttpResponse.line(400, "The query cannot be read: write a '%' in it as %25."));
                return;
            }
            worker.executeBlocking(() -> page.handle(query), false).onComplete(handled -> {
                if (handled.failed()) {
                    LOG.error("A page failed with an unexpected exception", handled.cause());
                }
                send(
                        request,
                        handled.succeeded()
                                ? handled.result()
                                : HttpResponse.line(500, "The Gateway failed; its log says why."));
            });
        }
    }

    private static String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.host();
    }

    private static void send(HttpServerRequest request, HttpResponse response) {
        request.response()
                .setStatusCode(response.status())
                .putHeader("Content-Type", response.type())
                // Health and metrics are true only now, and a manifest contains a token that no cache may keep.
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(response.body());
    }

    /** Returns the port that the server listens on. */
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
            LOG.warn("The HTTP port did not close in time: {}", e.toString());
        }
    }
}
