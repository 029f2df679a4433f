package com.dotscience.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Marker;

/**
 * Drops a message that the same logger wrote less than a minute before, for loggers that report what peers do. A library often
 * warns with a stack trace, and a peer can cause the warning thousands of times a second. Messages count as the same if
 * they are equal before their parameters are filled in.
 */
final class RepeatedMessageFilter extends TurboFilter {
    private static final List<String> LOGGERS_ABOUT_PEERS = List.of(
            "io.grpc",
            "io.netty",
            "io.vertx",
            "com.dotscience.gateway.grpc.ErrorStatusInterceptor",
            "com.dotscience.gateway.http.HttpPort");
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    /** A bound on memory; these libraries have far fewer different messages. */
    private static final int MAX_MESSAGES = 1_000;

    private final Map<String, Long> lastLogged = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable failure) {
        if (format == null
                || !level.isGreaterOrEqual(Level.INFO)
                || LOGGERS_ABOUT_PEERS.stream().noneMatch(logger.getName()::startsWith)) {
            return FilterReply.NEUTRAL;
        }
        return isDue(logger.getName() + " " + format, System.nanoTime()) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private boolean isDue(String message, long now) {
        if (lastLogged.size() >= MAX_MESSAGES) {
            // Some messages have changing parts, so the map would grow. An entry that is due again need not be kept.
            lastLogged.values().removeIf(at -> now - at >= INTERVAL);
            if (lastLogged.size() >= MAX_MESSAGES) {
                return false;
            }
        }
        boolean[] due = new boolean[1];
        lastLogged.compute(message, (key, at) -> {
            due[0] = at == null || now - at >= INTERVAL;
            return due[0] ? Long.valueOf(now) : at;
        });
        return due[0];
    }
}
