package com.dotscience.gateway;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One open stream to a deployer, and the news that wait until it can take them: of each id the latest only.
 *
 * <p>Nothing here blocks: gRPC queues what is written and says when it has had enough. Everything happens under one
 * monitor, since a gRPC stream takes one writer at a time.
 */
final class Subscription<T> {
    /** A deployer this far behind is better served by a list. */
    static final int MAX_PENDING = 10_000;

    private final ServerCallStreamObserver<T> stream;
    private final Runnable headers;
    private final Function<T, Optional<T>> view;
    private final Map<String, T> pending = new LinkedHashMap<>();
    private boolean ended;

    /**
     * @param headers sends the stream's headers, unless they have been sent
     * @param view what this client is to see of some news, if anything
     */
    Subscription(ServerCallStreamObserver<T> stream, Runnable headers, Function<T, Optional<T>> view) {
        this.stream = stream;
        this.headers = headers;
        this.view = view;
    }

    /** Tells the client that it will hear of every change from now on. */
    synchronized void open() {
        if (!ended) {
            headers.run();
            flush();
        }
    }

    synchronized void offer(String id, T news) {
        if (ended) {
            return;
        }
        // Taken out first, so that the latest also takes the latest place.
        pending.remove(id);
        pending.put(id, news);
        flush();
        if (pending.size() > MAX_PENDING) {
            end(Status.UNAVAILABLE.withDescription("too much news is waiting to be read: connect again and list"));
        }
    }

    boolean shows(T news) {
        return view.apply(news).isPresent();
    }

    synchronized void flush() {
        Iterator<T> news = pending.values().iterator();
        while (!ended && stream.isReady() && news.hasNext()) {
            T next = news.next();
            news.remove();
            view.apply(next).ifPresent(stream::onNext);
        }
    }

    synchronized void end(Status why) {
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
