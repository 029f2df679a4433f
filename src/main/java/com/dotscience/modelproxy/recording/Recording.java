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

/** Starts and ends the recording. It has a thread of its own, because resolving the sink's name may take seconds, and TLS takes time. */
public final class Recording implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(3);
    /** The ids that may stand in a header. The Go program did not check ids, so an old one may be any text. */
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
     * Starts it. It connects to the sink only when there is an event.
     *
     * @param url of the sink, http or https
     * @param percent of requests that are recorded, 1 to 100
     * @param maxBytes the size of the largest body that is recorded
     * @param deploymentId of the model deployment; empty if it is not known
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

    /** The observer of the traffic that is to be recorded. */
    public Observer observer() {
        return observer;
    }

    /** Ends it; events that are being sent get half a second. */
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

    /** Whether nothing is being sent; false if the event loop does not respond in time. */
    private boolean isEmpty() throws InterruptedException {
        var empty = sink.isEmpty();
        return empty.await(LAST_EVENTS_MILLIS) && empty.isSuccess() && empty.getNow();
    }
}
