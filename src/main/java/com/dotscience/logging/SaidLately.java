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
 * Lets what is said where peers are heard pass once a minute, each by its words before anything is filled in:
 * libraries warn of what a peer does, often with a stack trace, and a peer can do it thousands of times a second.
 */
final class SaidLately extends TurboFilter {
    private static final List<String> WHERE_PEERS_ARE_HEARD = List.of(
            "io.grpc",
            "io.netty",
            "io.vertx",
            "com.dotscience.gateway.grpc.ErrorStatusInterceptor",
            "com.dotscience.gateway.http.HttpPort");
    private static final long LATELY = TimeUnit.MINUTES.toNanos(1);

    /** Far more than these libraries have different warnings. */
    private static final int MAX_KNOWN = 1_000;

    private final Map<String, Long> said = new ConcurrentHashMap<>();

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable failure) {
        if (format == null
                || !level.isGreaterOrEqual(Level.INFO)
                || WHERE_PEERS_ARE_HEARD.stream().noneMatch(logger.getName()::startsWith)) {
            return FilterReply.NEUTRAL;
        }
        return isDue(logger.getName() + " " + format, System.nanoTime()) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private boolean isDue(String what, long now) {
        if (said.size() >= MAX_KNOWN) {
            // Some warnings have parts that change, so this would grow: what may be said again anyway is forgotten.
            said.values().removeIf(at -> now - at >= LATELY);
            if (said.size() >= MAX_KNOWN) {
                return false;
            }
        }
        boolean[] due = new boolean[1];
        said.compute(what, (words, at) -> {
            due[0] = at == null || now - at >= LATELY;
            return due[0] ? Long.valueOf(now) : at;
        });
        return due[0];
    }
}
