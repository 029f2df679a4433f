package com.dotscience.gateway.grpc;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;

/** Says the same at most once a minute: what others do must not fill our log. */
final class Seldom {
    private static final int MAX_KNOWN = 10_000;

    private final Cache<String, Boolean> said = CacheBuilder.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MAX_KNOWN)
            .build();

    /** @param what the same each time that it is about the same */
    void say(String what, Runnable says) {
        if (said.asMap().putIfAbsent(what, true) == null) {
            says.run();
        }
    }
}
