package com.dotscience.gateway.stream;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * One open stream to a deployer, with the updates that wait until the stream can take them: the latest update for each id.
 *
 * <p>Nothing here blocks, because gRPC queues what is written and reports when its queue is full. All methods synchronize on
 * the subscription, because a gRPC stream allows one writer at a time.
 */
public final class Subscription<T> {
    /** A deployer that is further behind than this recovers faster from a list. */
    static final int MAX_PENDING = 10_000;

    private final String token;
    private final ServerCallStreamObserver<T> stream;
    private final Runnable headers;
    private final Function<T, Optional<T>> view;
    private final LongConsumer latency;
    private final Map<String, Pending<T>> pending = new LinkedHashMap<>();
    private boolean ended;

    /** @param publishedAt when the update was published, by {@link System#nanoTime()} */
    private record Pending<T>(T update, long publishedAt) {}

    /**
     * @param token the hash of the token that the stream was opened with
     * @param headers sends the headers of the stream unless they have been sent
     * @param view returns what this client understands of an update; empty if that is nothing
     * @param latency gets, for each update that the stream took, the nanoseconds since it was published
     */
    Subscription(
            String token,
            ServerCallStreamObserver<T> stream,
            Runnable headers,
            Function<T, Optional<T>> view,
            LongConsumer latency) {
        this.token = token;
        this.stream = stream;
        this.headers = headers;
        this.view = view;
        this.latency = latency;
    }

    String token() {
        return token;
    }

    /** Sends the headers, which tell the client that it gets every update from now on. */
    public synchronized void open() {
        if (!ended) {
            headers.run();
            flush();
        }
    }

    /**
     * Sends the update as soon as the stream can take it.
     *
     * @param publishedAt when the update was published, by {@link System#nanoTime()}
     */
    synchronized void offer(String id, T update, long publishedAt) {
        if (ended) {
            return;
        }
        // A map keeps the position of a key that it has, so the older update is removed for this one to come last.
        pending.remove(id);
        pending.put(id, new Pending<>(update, publishedAt));
        flush();
        if (pending.size() > MAX_PENDING) {
            end(Status.UNAVAILABLE.withDescription("too much news is waiting to be read: connect again and list"));
        }
    }

    boolean understands(T update) {
        return view.apply(update).isPresent();
    }

    synchronized void flush() {
        Iterator<Pending<T>> updates = pending.values().iterator();
        while (!ended && stream.isReady() && updates.hasNext()) {
            Pending<T> next = updates.next();
            updates.remove();
            view.apply(next.update()).ifPresent(message -> {
                stream.onNext(message);
                latency.accept(System.nanoTime() - next.publishedAt());
            });
        }
    }

    public synchronized void end(Status why) {
        if (!ended) {
            cancel();
            stream.onError(why.asRuntimeException());
        }
    }

    /** Drops the updates that wait, because the client has gone. */
    synchronized void cancel() {
        ended = true;
        pending.clear();
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    synchronized int pending() {
        return pending.size();
    }
}
