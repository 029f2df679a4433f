package com.dotscience.gateway.stream;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Sends each update to the open streams of the deployer that it concerns. It never blocks and never throws. */
public final class Hub<T> {
    /** A deployer needs one stream, and two for a while after a restart, until the connection of the first is given up. */
    static final int MAX_PER_DEPLOYER = 8;

    // The subscriptions of a deployer are in the order in which they were opened.
    private final Map<String, List<Subscription<T>>> byDeployer = new ConcurrentHashMap<>();
    private final LongConsumer latency;
    private volatile boolean closed;

    public Hub() {
        this(nanoseconds -> {});
    }

    /** @param latency gets, for each update that a stream took, the nanoseconds since it was published */
    public Hub(LongConsumer latency) {
        this.latency = latency;
    }

    /**
     * Subscribes a stream to all updates for a deployer. The caller has to open or end the subscription next.
     *
     * @param token the hash of the token that the stream is opened with
     * @param headers sends the headers of the stream unless they have been sent
     * @param view returns what this client understands of an update; empty if that is nothing
     */
    public Subscription<T> subscribe(
            String deployerId,
            String token,
            ServerCallStreamObserver<T> stream,
            Runnable headers,
            Function<T, Optional<T>> view) {
        Subscription<T> subscription = new Subscription<>(token, stream, headers, view, latency);
        stream.setOnReadyHandler(subscription::flush);
        stream.setOnCancelHandler(() -> {
            subscription.cancel();
            remove(deployerId, subscription);
        });
        byDeployer.compute(deployerId, (id, open) -> {
            List<Subscription<T>> subscriptions = open == null ? new CopyOnWriteArrayList<>() : open;
            subscriptions.add(subscription);
            return subscriptions;
        });
        endOldest(deployerId);
        if (closed) {
            close();
        }
        return subscription;
    }

    /**
     * Publishes an update to all streams of a deployer.
     *
     * @param id what the update is about; a later update with the same id replaces one that was not sent yet
     */
    public void publish(String deployerId, String id, T update) {
        long now = System.nanoTime();
        for (Subscription<T> subscription : byDeployer.getOrDefault(deployerId, List.of())) {
            subscription.offer(id, update, now);
            if (subscription.hasEnded()) {
                remove(deployerId, subscription);
            }
        }
    }

    private void endOldest(String deployerId) {
        List<Subscription<T>> open = byDeployer.getOrDefault(deployerId, List.of());
        // This works on a copy because other threads may subscribe meanwhile.
        List<Subscription<T>> copy = List.copyOf(open);
        copy.subList(0, Math.max(0, copy.size() - MAX_PER_DEPLOYER)).forEach(oldest -> {
            oldest.end(Status.UNAVAILABLE.withDescription("this deployer opened more than " + MAX_PER_DEPLOYER
                    + " such streams: this was the oldest of them"));
            remove(deployerId, oldest);
        });
    }

    /** Returns how many deployers have a stream open. */
    public int size() {
        return byDeployer.size();
    }

    /** Calls the action with the deployer and the hash of the token of each open stream. */
    public void forEachToken(BiConsumer<String, String> action) {
        byDeployer.forEach((deployer, open) -> open.forEach(stream -> action.accept(deployer, stream.token())));
    }

    /** Whether the deployer has a stream open. */
    public boolean reaches(String deployerId) {
        return byDeployer.containsKey(deployerId);
    }

    /** Whether the deployer has a stream open whose client understands this update. */
    public boolean reaches(String deployerId, T update) {
        return byDeployer.getOrDefault(deployerId, List.of()).stream()
                .anyMatch(subscription -> subscription.understands(update));
    }

    /** Ends all streams of one deployer. */
    public void end(String deployerId, Status why) {
        end(deployerId, subscription -> true, why);
    }

    /** Ends the streams of one deployer that were opened with tokens of these hashes. */
    public void end(String deployerId, Set<String> tokens, Status why) {
        end(deployerId, subscription -> tokens.contains(subscription.token()), why);
    }

    private void end(String deployerId, Predicate<Subscription<T>> filter, Status why) {
        byDeployer.getOrDefault(deployerId, List.of()).stream().filter(filter).forEach(subscription -> {
            subscription.end(why);
            remove(deployerId, subscription);
        });
    }

    /** Ends all streams, and refuses new ones from now on. */
    void close() {
        closed = true;
        byDeployer
                .keySet()
                .forEach(id -> end(
                        id,
                        Status.UNAVAILABLE.withDescription("the Gateway is shutting down: connect again in a moment")));
    }

    private void remove(String deployerId, Subscription<T> subscription) {
        byDeployer.computeIfPresent(deployerId, (id, open) -> {
            open.remove(subscription);
            return open.isEmpty() ? null : open;
        });
    }
}
