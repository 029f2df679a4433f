package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.observation.Observer;
import com.dotscience.modelproxy.testing.Wire;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The port of predictions, on the loopback address, before a model. */
final class RunningTraffic implements AutoCloseable {

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final AtomicBoolean draining = new AtomicBoolean();
    private final TrafficPort port;

    RunningTraffic(int model, Limits limits, List<Observer> observers) {
        try {
            port = TrafficPort.start(new TrafficPort.Setup(
                    loops,
                    PooledByteBufAllocator.DEFAULT,
                    new InetSocketAddress("127.0.0.1", 0),
                    new InetSocketAddress("127.0.0.1", model),
                    limits,
                    observers,
                    draining::get,
                    cause -> {
                        throw new AssertionError(cause);
                    },
                    new ProcessLog(System.out, Clock.systemUTC())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunningTraffic before(int model) {
        return new RunningTraffic(model, Limits.DEFAULT, List.of());
    }

    int port() {
        return port.port();
    }

    TrafficPort traffic() {
        return port;
    }

    /** A client's connection to it. */
    Wire client() {
        return Wire.to(port());
    }

    void drain() {
        draining.set(true);
        port.announceEnd();
    }

    @Override
    public void close() {
        port.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
