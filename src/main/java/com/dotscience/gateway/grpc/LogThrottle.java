package com.dotscience.gateway.grpc;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;

/** Logs about the same subject at most once a minute, so that callers cannot fill the log. */
final class LogThrottle {
    private static final int MAX_KNOWN = 10_000;

    private final Cache<String, Boolean> logged = CacheBuilder.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MAX_KNOWN)
            .build();

    /**
     * Runs the statement unless one about the same subject ran within the last minute.
     *
     * @param subject identifies what the statement is about
     */
    void log(String subject, Runnable statement) {
        if (logged.asMap().putIfAbsent(subject, true) == null) {
            statement.run();
        }
    }
}
