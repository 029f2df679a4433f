package com.dotscience.modelproxy.drain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.modelproxy.management.Page;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Serves {@code /drained}, the preStop hook of the model's container. It responds when the model is no longer needed. Both containers
 * of a pod are ended at the same time, so the request may arrive before SIGTERM does, and waits a moment for it.
 */
public final class DrainedPage implements Page {

    // The kubelet ends all containers of a pod at once, each in a thread of its own, so the hook may be faster than
    // SIGTERM.
    private static final long SIGNAL_MILLIS = 1500;

    private final Drain drain;

    public DrainedPage(Drain drain) {
        this.drain = drain;
    }

    @Override
    public CompletionStage<Response> respond(HttpHeaders request) {
        return drain.begun()
                .orTimeout(SIGNAL_MILLIS, TimeUnit.MILLISECONDS)
                .handle((begun, timeout) -> timeout == null)
                .thenCompose(begun -> begun
                        ? drain.drained().thenApply(done -> line("drained"))
                        : CompletableFuture.completedFuture(line("not ending: nothing to wait for")));
    }

    private static Response line(String text) {
        return new Response(200, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
    }
}
