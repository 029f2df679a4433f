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
 * One open stream to a deployer, and the news that wait until it can take them: of each id the latest only.
 *
 * <p>Nothing here blocks: gRPC queues what is written and says when it has had enough. Everything happens under one
 * monitor, since a gRPC stream takes one writer at a time.
 */
public final class Subscription<T> {
    /** A deployer this far behind is better served by a list. */
    static final int MAX_PENDING = 10_000;

    private final String token;
    private final ServerCallStreamObserver<T> stream;
    private final Runnable headers;
    private final Function<T, Optional<T>> view;
    private final LongConsumer handed;
    private final Map<String, News<T>> pending = new LinkedHashMap<>();
    private boolean ended;

    /** @param since when it was published, by {@link System#nanoTime()} */
    private record News<T>(T what, long since) {}

    /**
     * @param token the hash of the token that it was opened with
     * @param headers sends the stream's headers, unless they have been sent
     * @param view what this client is to see of some news, if anything
     * @param handed told of each piece of news that the stream took, how long after its publication (nanoseconds)
     */
    Subscription(
            String token,
            ServerCallStreamObserver<T> stream,
            Runnable headers,
            Function<T, Optional<T>> view,
            LongConsumer handed) {
        this.token = token;
        this.stream = stream;
        this.headers = headers;
        this.view = view;
        this.handed = handed;
    }

    String token() {
        return token;
    }

    /** Tells the client that it will hear of every change from now on. */
    public synchronized void open() {
        if (!ended) {
            headers.run();
            flush();
        }
    }

    /** @param since when it was published, by {@link System#nanoTime()} */
    synchronized void offer(String id, T news, long since) {
        if (ended) {
            return;
        }
        // Taken out first, so that the latest also takes the latest place.
        pending.remove(id);
        pending.put(id, new News<>(news, since));
        flush();
        if (pending.size() > MAX_PENDING) {
            end(Status.UNAVAILABLE.withDescription("too much news is waiting to be read: connect again and list"));
        }
    }

    boolean shows(T news) {
        return view.apply(news).isPresent();
    }

    synchronized void flush() {
        Iterator<News<T>> news = pending.values().iterator();
        while (!ended && stream.isReady() && news.hasNext()) {
            News<T> next = news.next();
            news.remove();
            view.apply(next.what()).ifPresent(shown -> {
                stream.onNext(shown);
                handed.accept(System.nanoTime() - next.since());
            });
        }
    }

    public synchronized void end(Status why) {
        if (!ended) {
            forget();
            stream.onError(why.asRuntimeException());
        }
    }

    /** The client has gone. */
    synchronized void forget() {
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
