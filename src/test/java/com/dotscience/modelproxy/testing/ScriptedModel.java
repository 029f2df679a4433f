package com.dotscience.modelproxy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A model's server that says, byte by byte, what a test has it say. Each connection has a thread. */
public final class ScriptedModel implements AutoCloseable {

    private final ServerSocket server;
    private final Script script;
    private final List<Wire> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final BlockingQueue<Wire.Message> requests = new LinkedBlockingQueue<>();

    /** What happens on one connection; an exception ends it. */
    public interface Script {
        /** @param number of the connection, from 1 */
        void talk(Wire wire, int number) throws IOException, InterruptedException;
    }

    private ScriptedModel(Script script) throws IOException {
        this.script = script;
        this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "scripted-model");
        accepting.setDaemon(true);
        accepting.start();
    }

    public static ScriptedModel that(Script script) {
        try {
            return new ScriptedModel(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers every request with the same text, which begins with a status line; notes the requests. */
    public static ScriptedModel answering(String answer) {
        ScriptedModel[] self = new ScriptedModel[1];
        self[0] = that((wire, number) -> {
            while (true) {
                self[0].requests.add(wire.readMessage());
                wire.send(answer);
            }
        });
        return self[0];
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections there were. */
    public int connections() {
        return connections.get();
    }

    /** The next request that was noted; waits for it. */
    public Wire.Message nextRequest() throws InterruptedException {
        Wire.Message request = requests.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("The model got no request");
        }
        return request;
    }

    /** How many requests wait to be looked at. */
    public int requestsNoted() {
        return requests.size();
    }

    public void note(Wire.Message request) {
        requests.add(request);
    }

    private void accept() {
        try {
            while (true) {
                Wire wire = new Wire(server.accept());
                open.add(wire);
                int number = connections.incrementAndGet();
                Thread talking = new Thread(() -> talk(wire, number), "scripted-model-" + number);
                talking.setDaemon(true);
                talking.start();
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void talk(Wire wire, int number) {
        try (wire) {
            script.talk(wire, number);
        } catch (IOException e) {
            // The other end has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // What a script waited for in vain matters to its own test only: Awaitility fails whichever runs by then.
            if (!server.isClosed()) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            open.forEach(Wire::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
