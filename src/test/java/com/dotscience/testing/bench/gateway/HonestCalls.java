package com.dotscience.testing.bench.gateway;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.testing.ManagementClient;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What an honest person and an honest deployer do meanwhile: twenty times a second an update, until the deployer's stream has it,
 * and a list, over connections that stay; and once a second a list over a fresh one. What fails counts as endless.
 */
public final class HonestCalls implements AutoCloseable {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int FRESH_EVERY = 20;

    /** Longer than any call that is answered takes on a machine that attackers and other builds share. */
    private static final long PATIENCE_SECONDS = 60;

    private final Target target;
    private final ManagementClient person;
    private final ManagedChannel connection;
    private final BlockingQueue<Deployment> news = new LinkedBlockingQueue<>();
    private final List<String> failures = new ArrayList<>();
    private Deployment wanted;
    private long version;

    /** Latencies in milliseconds, in the order in which they were measured. */
    public record Latencies(List<Double> updates, List<Double> lists, List<Double> fresh) {
        Latencies() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** The smallest that is no less than 99 of a hundred (nearest rank). */
        public static double p99(List<Double> all) {
            return quantile(0.99, all);
        }

        /** The smallest that is no less than that share of all (nearest rank). */
        static double quantile(double share, List<Double> all) {
            List<Double> sorted = new ArrayList<>(all);
            Collections.sort(sorted);
            return sorted.get(Math.max((int) Math.ceil(share * sorted.size()), 1) - 1);
        }
    }

    /**
     * Makes a model deployment to update, and follows.
     *
     * @param deployer the name of the one whose token the target has
     */
    public HonestCalls(Target target, String adminToken, String deployer) throws InterruptedException {
        this.target = target;
        person = new ManagementClient(target.port(), adminToken);
        connection = target.connect();
        follow();
        wanted = person.create(
                deployer,
                Deployment.newBuilder()
                        .setName("honest-" + Long.toHexString(System.nanoTime()))
                        .setDeployment(
                                DeploymentSpec.newBuilder().setReplicas(1).setImage("quay.io/example/model:0"))
                        .build());
        while (Double.isInfinite(update())) {
            // Until the stream is open.
        }
    }

    private void follow() {
        DeployerGrpc.newStub(target.calls(connection))
                .streamDeployments(DeploymentFilter.getDefaultInstance(), new StreamObserver<>() {
                    @Override
                    public void onNext(Deployment heard) {
                        news.add(heard);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        if (!connection.isShutdown()) {
                            follow();
                        }
                    }

                    @Override
                    public void onCompleted() {}
                });
    }

    /** Makes so many of each as fast as it can, for the compilers of both sides to have seen them. */
    public void warmUp(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            update();
            list(connection);
            if (i % FRESH_EVERY == 0) {
                fresh();
            }
        }
    }

    /** Goes on for so many samples of updates and of lists. */
    public Latencies measure(int samples) throws InterruptedException {
        failures.clear();
        Latencies latencies = new Latencies();
        long next = System.nanoTime();
        for (int i = 0; i < samples; i++) {
            latencies.updates().add(update());
            latencies.lists().add(list(connection));
            if (i % FRESH_EVERY == 0) {
                latencies.fresh().add(fresh());
            }
            next = Math.max(next + EVERY_NANOS, System.nanoTime());
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        return latencies;
    }

    private double update() throws InterruptedException {
        long start = System.nanoTime();
        try {
            Deployment.Builder changed = wanted.toBuilder().clearRevision();
            changed.getDeploymentBuilder().setImage("quay.io/example/model:" + ++version);
            wanted = person.update(changed.build());
            Deployment heard;
            do {
                heard = news.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } while (heard != null && !heard.equals(wanted));
            return heard == null ? failed("the stream did not bring " + version) : millisSince(start);
        } catch (StatusRuntimeException e) {
            return failed("update: " + e.getMessage());
        }
    }

    private double list(ManagedChannel over) {
        long start = System.nanoTime();
        try {
            DeployerGrpc.newBlockingStub(target.calls(over))
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .listDeployments(DeploymentFilter.getDefaultInstance());
            return millisSince(start);
        } catch (StatusRuntimeException e) {
            return failed("list: " + e.getMessage());
        }
    }

    private double fresh() {
        ManagedChannel fresh = target.connect();
        try {
            return list(fresh);
        } finally {
            fresh.shutdownNow();
        }
    }

    private double failed(String why) {
        failures.add(why);
        return Double.POSITIVE_INFINITY;
    }

    /** Why calls of {@link #measure} failed, in their order; empty if none did. */
    public List<String> failures() {
        return failures;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() {
        person.close();
        connection.shutdownNow();
    }
}
