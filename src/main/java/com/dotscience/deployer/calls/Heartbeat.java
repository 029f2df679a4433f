package com.dotscience.deployer.calls;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Finds out that a web socket is dead that nobody has closed, as when a firewall or a load balancer has forgotten a watch on which nothing
 * happened for a while. Without it the informer would wait for ever, for what others do in the cluster.
 *
 * <p>It runs in the event loop of its web socket alone.
 */
final class Heartbeat implements WebSocket.Listener {

    private final WebSocket.Listener listener;
    private Silence silence;
    private io.vertx.core.http.WebSocket socket;
    private boolean ended;

    Heartbeat(WebSocket.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = vertx(opened);
        socket.pongHandler(pong -> {
            silence.answered(System.nanoTime());
            // It was counted as one of the frames that fabric8 had asked for.
            socket.fetch(1);
        });
        silence = new Silence(System.nanoTime());
        ping();
        decideLater(opened, Vertx.currentContext().owner());
        listener.onOpen(opened);
    }

    private void ping() {
        socket.writePing(Buffer.buffer());
    }

    private void decideLater(WebSocket opened, Vertx vertx) {
        long wait = TimeUnit.NANOSECONDS.toMillis(silence.due() - System.nanoTime());
        vertx.setTimer(Math.max(1, wait), timer -> decide(opened, vertx));
    }

    private void decide(WebSocket opened, Vertx vertx) {
        if (ended) {
            return;
        }
        switch (silence.verdict(System.nanoTime())) {
            case WAIT -> decideLater(opened, vertx);
            case ASK -> {
                ping();
                decideLater(opened, vertx);
            }
            case GIVE_UP -> {
                ended = true;
                listener.onError(opened, new SilentConnectionException());
                socket.close();
            }
        }
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        silence.heard(System.nanoTime());
        listener.onMessage(from, text);
    }

    @Override
    public void onMessage(WebSocket from, ByteBuffer bytes) {
        silence.heard(System.nanoTime());
        listener.onMessage(from, bytes);
    }

    @Override
    public void onClose(WebSocket closed, int code, String reason) {
        if (!ended) {
            ended = true;
            listener.onClose(closed, code, reason);
        }
    }

    @Override
    public void onError(WebSocket failed, Throwable error) {
        if (!ended) {
            ended = true;
            listener.onError(failed, error);
        }
    }

    /** fabric8 cannot ping, and hides what can. */
    private static io.vertx.core.http.WebSocket vertx(WebSocket opened) {
        try {
            Field hidden = opened.getClass().getDeclaredField("ws");
            hidden.setAccessible(true);
            return (io.vertx.core.http.WebSocket) hidden.get(opened);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("fabric8's web socket is another than it was", e);
        }
    }
}
