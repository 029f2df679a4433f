package com.dotscience.modelproxy.recording;

import com.dotscience.modelproxy.metrics.Registry;
import com.dotscience.modelproxy.observation.Observer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** All of the recording. It has a thread of its own: to look up the sink's name may take seconds, and TLS costs. */
public final class Recording implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(3);
    /** What may stand in a header. The Go program checked no id, so an old one may be anything. */
    private static final String ID = "[!-~]{0,253}";

    private static final long LAST_EVENTS_MILLIS = 500;
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final EventLoopGroup thread;
    private final Sink sink;
    private final Observer observer;

    private Recording(EventLoopGroup thread, Sink sink, Observer observer) {
        this.thread = thread;
        this.sink = sink;
        this.observer = observer;
    }

    /**
     * Starts it; nothing is sent before there is something to record.
     *
     * @param url of the sink, http or https
     * @param percent of a hundred requests, 1 to 100
     * @param maxBytes of a request or an answer that are recorded at most
     * @param deploymentId of the model deployment; empty if nobody said
     * @throws SSLException if this Java has no TLS
     */
    public static Recording start(
            URI url, int percent, int maxBytes, String deploymentId, ByteBufAllocator buffers, Registry registry)
            throws SSLException {
        EventLoopGroup thread =
                new NioEventLoopGroup(1, new DefaultThreadFactory("recording", true, Thread.MIN_PRIORITY));
        RecordingMeters meters = new RecordingMeters(registry);
        Connector connector = new Connector(thread.next(), buffers, url, CONNECTING);
        Sink sink = new Sink(
                thread.next(), connector, new Envelope(url, deploymentId.matches(ID) ? deploymentId : ""), meters);
        return new Recording(thread, sink, new RecordingObserver(percent, maxBytes, sink, meters, Clock.systemUTC()));
    }

    /** What is to be told of requests. */
    public Observer observer() {
        return observer;
    }

    /** Ends it; what was under way last gets half a second. */
    @Override
    public void close() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_EVENTS_MILLIS);
        try {
            while (System.nanoTime() < end && !isEmpty()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Whether nothing is being sent; false as long as the thread has no time to say so. */
    private boolean isEmpty() throws InterruptedException {
        var empty = sink.isEmpty();
        return empty.await(LAST_EVENTS_MILLIS) && empty.isSuccess() && empty.getNow();
    }
}
