package com.dotscience.gateway.stream;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Fans news out to the open streams of the deployers that they concern. Never blocks, and never throws. */
public final class Hub<T> {
    /** A deployer has one; a restarted one has a second until the first is given up. */
    static final int STREAMS_OF_A_DEPLOYER = 8;

    // In the order in which they were opened.
    private final Map<String, List<Subscription<T>>> byDeployer = new ConcurrentHashMap<>();
    private final LongConsumer handed;
    private volatile boolean closed;

    public Hub() {
        this(nanoseconds -> {});
    }

    /** @param handed told of each piece of news that was handed to a stream, how long after its publication (nanoseconds) */
    public Hub(LongConsumer handed) {
        this.handed = handed;
    }

    /**
     * From now on this stream is offered all news for the deployer; it is to be opened or ended next.
     *
     * @param token the hash of the token that it is opened with
     */
    public Subscription<T> subscribe(
            String deployerId,
            String token,
            ServerCallStreamObserver<T> stream,
            Runnable headers,
            Function<T, Optional<T>> view) {
        Subscription<T> subscription = new Subscription<>(token, stream, headers, view, handed);
        stream.setOnReadyHandler(subscription::flush);
        stream.setOnCancelHandler(() -> {
            subscription.forget();
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

    /** @param id whose news this is; later news of the same id replace what has not been sent yet */
    public void publish(String deployerId, String id, T news) {
        long now = System.nanoTime();
        for (Subscription<T> subscription : byDeployer.getOrDefault(deployerId, List.of())) {
            subscription.offer(id, news, now);
            if (subscription.hasEnded()) {
                remove(deployerId, subscription);
            }
        }
    }

    private void endOldest(String deployerId) {
        List<Subscription<T>> open = byDeployer.getOrDefault(deployerId, List.of());
        // As they were at one moment: several may be opened at once.
        List<Subscription<T>> now = List.copyOf(open);
        now.subList(0, Math.max(0, now.size() - STREAMS_OF_A_DEPLOYER)).forEach(oldest -> {
            oldest.end(Status.UNAVAILABLE.withDescription("this deployer opened more than " + STREAMS_OF_A_DEPLOYER
                    + " such streams: this was the oldest of them"));
            remove(deployerId, oldest);
        });
    }

    /** How many deployers have a stream open. */
    public int size() {
        return byDeployer.size();
    }

    public boolean reaches(String deployerId) {
        return byDeployer.containsKey(deployerId);
    }

    /** Whether some stream of the deployer's would be shown this news. */
    public boolean reaches(String deployerId, T news) {
        return byDeployer.getOrDefault(deployerId, List.of()).stream()
                .anyMatch(subscription -> subscription.shows(news));
    }

    /** Ends all streams of one deployer. */
    public void end(String deployerId, Status why) {
        end(deployerId, subscription -> true, why);
    }

    /** Ends those of one deployer that were opened with tokens of these hashes. */
    public void end(String deployerId, Set<String> tokens, Status why) {
        end(deployerId, subscription -> tokens.contains(subscription.token()), why);
    }

    private void end(String deployerId, Predicate<Subscription<T>> which, Status why) {
        byDeployer.getOrDefault(deployerId, List.of()).stream().filter(which).forEach(subscription -> {
            subscription.end(why);
            remove(deployerId, subscription);
        });
    }

    /** Ends all streams, and those that are still to come. */
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
