package com.dotscience.modelproxy.health;

import com.dotscience.modelproxy.client.HttpGet;
import com.dotscience.modelproxy.log.ProcessLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks the model whether it can serve predictions: every second until it can, and every three seconds from then on. */
public final class HealthProbe {

    private static final Duration INTERVAL_UNTIL_HEALTHY = Duration.ofSeconds(1);
    private static final Duration INTERVAL_WHILE_HEALTHY = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 64 * 1024;

    private final HttpGet http;
    private final InetSocketAddress model;
    private final String modelName;
    private final ScheduledExecutorService timer;
    private final ProcessLog log;
    private final ProtocolDetection detection = new ProtocolDetection();
    private volatile ModelHealth health = ModelHealth.NOT_ASKED;
    private volatile boolean stopped;

    /** @param timer which runs the probes; it has one thread, and no probe blocks it */
    public HealthProbe(
            HttpGet http, InetSocketAddress model, String modelName, ScheduledExecutorService timer, ProcessLog log) {
        this.http = http;
        this.model = model;
        this.modelName = modelName;
        this.timer = timer;
        this.log = log;
    }

    /** Begins to probe. */
    public void start() {
        timer.execute(this::probe);
    }

    /** Probes no longer. */
    public void stop() {
        stopped = true;
    }

    ModelHealth health() {
        return health;
    }

    private void probe() {
        if (!stopped) {
            tryNext(detection.candidates().iterator(), "it speaks no form that is known");
        }
    }

    private void tryNext(Iterator<HealthProtocol> protocols, String reason) {
        if (!protocols.hasNext()) {
            conclude(detection.undetected(reason));
            return;
        }
        HealthProtocol protocol = protocols.next();
        String path = protocol.path(modelName).orElse("");
        var answer =
                path.isEmpty() ? http.connect(model, TIMEOUT) : http.get(model, path, Map.of(), TIMEOUT, MAX_BYTES);
        answer.whenCompleteAsync(
                (response, failure) -> {
                    ProbeResult result = failure == null
                            ? protocol.read(response)
                            : new ProbeResult.Unsupported(failure.getMessage());
                    detection
                            .record(protocol, result)
                            .ifPresentOrElse(
                                    this::conclude,
                                    () -> tryNext(
                                            protocols, ((ProbeResult.Unsupported) result).reason() + where(path)));
                },
                timer);
    }

    private static String where(String path) {
        return path.isEmpty() ? "" : " at " + path;
    }

    private void conclude(ModelHealth now) {
        if (now.healthy() != health.healthy() || !now.protocol().equals(health.protocol())) {
            log.info("The model " + (now.healthy() ? "can answer" : "cannot answer") + ": " + now.reason()
                    + now.protocol()
                            .map(protocol -> " (" + protocol.displayName() + ")")
                            .orElse(""));
        }
        health = now;
        Duration pause = now.healthy() ? INTERVAL_WHILE_HEALTHY : INTERVAL_UNTIL_HEALTHY;
        timer.schedule(this::probe, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
