package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.drain.Drainable;
import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.observation.Observer;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Serves the port for predictions. */
public final class TrafficPort implements Drainable, AutoCloseable {

    private static final int BACKLOG = 1024;

    private final Map<EventExecutor, Worker> workers = new IdentityHashMap<>();
    // The same workers, as an array because each read iterates over them.
    private final Worker[] all;
    private final Channel server;

    /**
     * The parts that a port for predictions needs.
     *
     * @param buffers allocates all buffers of connections
     * @param listen the address to listen on
     * @param model the address of the model's server
     * @param observers that observe every exchange
     * @param draining whether the model-proxy is ending
     */
    public record Setup(
            EventLoopGroup loops,
            ByteBufAllocator buffers,
            InetSocketAddress listen,
            InetSocketAddress model,
            Limits limits,
            List<Observer> observers,
            BooleanSupplier draining,
            Fatal fatal,
            ProcessLog log) {}

    private TrafficPort(Setup setup) throws IOException {
        BufferSizes sizes = new BufferSizes(this::underWay);
        Bootstrap towardsModel = new Bootstrap()
                .remoteAddress(setup.model())
                .option(ChannelOption.ALLOCATOR, setup.buffers())
                .option(ChannelOption.RCVBUF_ALLOCATOR, sizes)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, ModelConnectionPool.WATER_MARK);
        ClientLimit limit = new ClientLimit(setup.limits().clients());
        WorkerContext context = new WorkerContext(
                setup.limits(),
                limit,
                new HeadBudget(setup.limits().allHeadsBytes()),
                setup.observers(),
                setup.model().getHostString() + ":" + setup.model().getPort(),
                setup.draining(),
                setup.fatal(),
                setup.log());
        List<EventLoop> loops = new ArrayList<>();
        setup.loops().forEach(loop -> loops.add((EventLoop) loop));
        int each = Math.max(1, setup.limits().exchanges() / loops.size());
        loops.forEach(loop -> workers.put(loop, new Worker(loop, context, towardsModel, each)));
        all = workers.values().toArray(Worker[]::new);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(setup.loops())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, setup.buffers())
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, sizes)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ModelConnectionPool.WATER_MARK)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        Worker worker = workers.get(client.eventLoop());
                        limit.opened(client, worker);
                        client.pipeline().addLast(new ProtocolDetector(worker));
                    }
                });
        var bound = bootstrap.bind(setup.listen()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        server = bound.channel();
    }

    /**
     * Listens.
     *
     * @throws IOException if it cannot listen there
     */
    public static TrafficPort start(Setup setup) throws IOException {
        return new TrafficPort(setup);
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public int underWay() {
        int sum = 0;
        for (Worker worker : all) {
            sum += worker.exchanges();
        }
        return sum;
    }

    @Override
    public void announceEnd() {
        onEach(Worker::announceEnd);
    }

    @Override
    public void stopListening() {
        server.close().awaitUninterruptibly();
        onEach(Worker::closeIdleClients);
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
    }

    private void onEach(Consumer<Worker> work) {
        workers.values().forEach(worker -> worker.loop().execute(() -> work.accept(worker)));
    }
}
