package com.dotscience.system;

import com.dotscience.testing.EmbeddedCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An embedded cluster behind a server that answers for the logs of pods as a test wants it: slowly, in part, broken off.
 * Each connection carries one request.
 */
final class StubbedLogs implements AutoCloseable {

    private static final Pattern LOG = Pattern.compile("GET \\S*/pods/([^/]+)/log\\?(\\S*) ");
    private static final Duration HELD_UP = Duration.ofSeconds(1);

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final URI target = URI.create(cluster.kubeconfig().server());
    private final ServerSocket server;
    private final Map<String, Log> logs = new ConcurrentHashMap<>();
    private final Set<Socket> reading = ConcurrentHashMap.newKeySet();
    private final Set<Socket> all = ConcurrentHashMap.newKeySet();

    StubbedLogs() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(() -> {
            while (true) {
                Socket client = server.accept();
                all.add(client);
                thread(() -> serve(client));
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    void put(Pod pod) {
        if (cluster.client().resource(pod).get() != null) {
            cluster.client().resource(pod).delete();
        }
        cluster.client().resource(pod).create();
    }

    void remove(Pod pod) {
        cluster.client().resource(pod).delete();
    }

    /** A pod of a model deployment, whose container {@code model} runs. */
    static Pod running(String id, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName(name)
                .withUid("uid-of-" + name)
                .withLabels(Map.of("deployment", id))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("model")
                .withRestartCount(0)
                .withNewState()
                .withNewRunning("2026-01-02T03:04:05Z")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    Log log(String pod) {
        return logs.computeIfAbsent(pod, name -> new Log());
    }

    /** How many logs are being read. */
    int open() {
        return reading.size();
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            InputStream in = client.getInputStream();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                read.write(next);
            }
            String head = read.toString(StandardCharsets.ISO_8859_1);
            Matcher log = LOG.matcher(head);
            if (log.find()) {
                reading.add(client);
                thread(() -> watchFor(client, in));
                log(log.group(1)).send(log.group(2), client);
            } else {
                pass(head, in, client);
            }
        } finally {
            reading.remove(client);
            all.remove(client);
        }
    }

    private void watchFor(Socket client, InputStream in) throws IOException {
        try (client) {
            in.transferTo(OutputStream.nullOutputStream());
        } finally {
            reading.remove(client);
        }
    }

    private void pass(String head, InputStream in, Socket client) throws IOException {
        boolean upgrade = head.toLowerCase(Locale.ROOT).contains("\r\nupgrade:");
        String once = upgrade ? head : head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
        try (Socket upstream = new Socket(target.getHost(), target.getPort())) {
            all.add(upstream);
            upstream.getOutputStream().write(once.getBytes(StandardCharsets.ISO_8859_1));
            thread(() -> {
                try (upstream) {
                    in.transferTo(upstream.getOutputStream());
                }
            });
            upstream.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // Whoever it was has gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : all) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.close();
    }

    /** What the API server has to say of one pod's log. */
    static final class Log {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private StringBuilder text = new StringBuilder();
        private boolean ended;
        private boolean broken;
        private int refusal;
        private String why;
        private long endless;
        private volatile long written;
        private volatile long writtenAt;

        synchronized Log write(String more) {
            text.append(more);
            notifyAll();
            return this;
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        /** Breaks the connections there are; those that come get what is written after this. */
        synchronized void breakOff() {
            broken = true;
            text = new StringBuilder();
            notifyAll();
        }

        synchronized void refuse(int code, String message) {
            refusal = code;
            why = message;
        }

        /** So many bytes, as fast as they are taken. */
        synchronized void endless(long bytes) {
            endless = bytes;
        }

        List<String> asked() {
            return asked;
        }

        long written() {
            return written;
        }

        /** Nothing could be written for a while. */
        boolean isHeldUp() {
            return written > 0 && System.nanoTime() - writtenAt > HELD_UP.toNanos();
        }

        private void send(String query, Socket to) throws IOException {
            asked.add(query);
            OutputStream out = to.getOutputStream();
            if (refusal != 0) {
                String status = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"" + why.replace("\"", "\\\"")
                        + "\",\"code\":" + refusal + "}";
                out.write(("HTTP/1.1 " + refusal + " No\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                + "Content-Length: " + status.length() + "\r\n\r\n" + status)
                        .getBytes(StandardCharsets.UTF_8));
                return;
            }
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            synchronized (this) {
                broken = false;
            }
            String line = "x".repeat(1000) + "\n";
            for (long left = endless; left > 0; left -= line.length()) {
                chunk(out, line);
                written += line.length();
                writtenAt = System.nanoTime();
            }
            stream(out);
        }

        private void stream(OutputStream out) throws IOException {
            int sent = 0;
            while (true) {
                String next;
                synchronized (this) {
                    while (!broken && !ended && sent == text.length()) {
                        pause();
                    }
                    if (broken) {
                        return;
                    }
                    next = text.substring(sent);
                }
                if (next.isEmpty()) {
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    return;
                }
                chunk(out, next);
                sent += next.length();
            }
        }

        private void pause() {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                broken = true;
            }
        }

        private static void chunk(OutputStream out, String text) throws IOException {
            out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
