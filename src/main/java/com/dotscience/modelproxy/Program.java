package com.dotscience.modelproxy;

import com.dotscience.api.ModelProxyContract;
import com.dotscience.modelproxy.client.HttpGet;
import com.dotscience.modelproxy.drain.Drain;
import com.dotscience.modelproxy.drain.DrainedPage;
import com.dotscience.modelproxy.health.HealthPage;
import com.dotscience.modelproxy.health.HealthProbe;
import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.management.ApiPort;
import com.dotscience.modelproxy.management.Page;
import com.dotscience.modelproxy.metrics.CountingObserver;
import com.dotscience.modelproxy.metrics.Registry;
import com.dotscience.modelproxy.observation.Observer;
import com.dotscience.modelproxy.predictions.Classes;
import com.dotscience.modelproxy.recording.Recording;
import com.dotscience.modelproxy.scrape.MetricsPage;
import com.dotscience.modelproxy.traffic.Fatal;
import com.dotscience.modelproxy.traffic.Limits;
import com.dotscience.modelproxy.traffic.TrafficPort;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Puts the parts of the model-proxy together, starts them and ends them. */
public final class Program {

    private static final int MOST_LOOPS = 2;
    private static final long LAST_ANSWERS_MILLIS = 200;
    private static final long WORKER_SECONDS = 10;

    private final EventLoopGroup loops;
    private final HealthProbe health;
    private final Drain drain;
    private final TrafficPort traffic;
    private final ApiPort api;
    private final Optional<Recording> recording;

    private Program(
            EventLoopGroup loops,
            HealthProbe health,
            Drain drain,
            TrafficPort traffic,
            ApiPort api,
            Optional<Recording> recording) {
        this.loops = loops;
        this.health = health;
        this.drain = drain;
        this.traffic = traffic;
        this.api = api;
        this.recording = recording;
    }

    /**
     * Starts the model-proxy.
     *
     * @param listen the address for predictions
     * @param listenApi the address for health and metrics
     * @param fatal ends the process
     * @throws IOException with a line that names the port on which it cannot listen
     */
    public static Program start(
            Settings settings, InetSocketAddress listen, InetSocketAddress listenApi, Fatal fatal, ProcessLog log)
            throws IOException {
        EventLoopGroup loops =
                new NioEventLoopGroup(Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors()));
        ByteBufAllocator buffers = new Buffers(fatal);
        HttpGet http = new HttpGet(loops, buffers);
        Drain drain = new Drain(settings.gracePeriod(), log);
        HealthProbe health = new HealthProbe(http, settings.model(), settings.modelName(), loops.next(), log);
        Registry registry = new Registry();
        Optional<Recording> recording = recording(settings, buffers, registry);
        Observer counting = new CountingObserver(registry, classes(settings.classes(), log), System::nanoTime);
        List<Observer> observers = Stream.concat(
                        Stream.of(counting), recording.stream().map(Recording::observer))
                .toList();
        Map<String, Page> pages = Map.of(
                ModelProxyContract.HEALTH_PATH, new HealthPage(health, drain::isUnderWay),
                ModelProxyContract.METRICS_PATH, metrics(settings, registry, http),
                ModelProxyContract.DRAINED_PATH, new DrainedPage(drain));
        try {
            TrafficPort traffic = on(
                    ModelProxyContract.PORT,
                    listen,
                    () -> TrafficPort.start(new TrafficPort.Setup(
                            loops,
                            buffers,
                            listen,
                            settings.model(),
                            Limits.DEFAULT,
                            observers,
                            drain::isUnderWay,
                            fatal,
                            log)));
            ApiPort api = on(
                    ModelProxyContract.API_PORT, listenApi, () -> ApiPort.start(loops, buffers, listenApi, pages, log));
            health.start();
            log.info("Taking predictions on port " + traffic.port() + " for the model at "
                    + settings.model().getHostString() + ":" + settings.model().getPort()
                    + "; health and metrics on port " + api.port());
            return new Program(loops, health, drain, traffic, api, recording);
        } catch (IOException e) {
            loops.shutdownGracefully();
            throw e;
        }
    }

    /** The port for predictions. */
    public int port() {
        return traffic.port();
    }

    /** The port for health and metrics. */
    public int apiPort() {
        return api.port();
    }

    /** Ends the model-proxy as the end of a pod demands: it accepts requests for a moment, finishes all of them, and returns. */
    public void end() throws InterruptedException {
        drain.run(traffic);
        // A preStop hook that waits for the drain gets its response before the connection closes.
        Thread.sleep(LAST_ANSWERS_MILLIS);
        close();
    }

    /** Ends it at once. */
    public void close() {
        health.stop();
        traffic.close();
        recording.ifPresent(Recording::close);
        api.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static Optional<Recording> recording(Settings settings, ByteBufAllocator buffers, Registry registry)
            throws IOException {
        if (settings.recording().isEmpty()) {
            return Optional.empty();
        }
        Settings.Recording wanted = settings.recording().get();
        return Optional.of(Recording.start(
                wanted.sink(), wanted.percent(), wanted.maxBytes(), settings.deploymentId(), buffers, registry));
    }

    private static Page metrics(Settings settings, Registry registry, HttpGet http) {
        InetSocketAddress model = InetSocketAddress.createUnresolved(
                settings.model().getHostString(), settings.modelMetrics().port());
        // The thread exists only while there is work.
        Executor work =
                new ThreadPoolExecutor(0, 1, WORKER_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "metrics");
                    thread.setDaemon(true);
                    return thread;
                });
        return new MetricsPage(registry, http, model, settings.modelMetrics().path(), work);
    }

    /**
     * Reads the classes, and goes on without any if they are malformed: a pod that the Go program made may have any text there,
     * and must still serve predictions.
     */
    private static Classes classes(String json, ProcessLog log) {
        try {
            Classes classes = Classes.parse(json);
            if (classes.omitted() > 0) {
                log.info(ModelProxyContract.CLASSES + " names more than are counted: the last " + classes.omitted()
                        + " count as unclassified");
            }
            return classes;
        } catch (IllegalArgumentException e) {
            log.info(ModelProxyContract.CLASSES + " cannot be read, and all predictions count as unclassified: "
                    + e.getMessage());
            return Classes.none();
        }
    }

    private static <T> T on(String variable, InetSocketAddress address, Start<T> start) throws IOException {
        try {
            return start.start();
        } catch (IOException e) {
            throw new IOException(variable + ": cannot listen on port " + address.getPort() + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Start<T> {
        T start() throws IOException;
    }
}
