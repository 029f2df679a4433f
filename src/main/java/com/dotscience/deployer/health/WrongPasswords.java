package com.dotscience.deployer.health;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests with a wrong password, says at most once a minute and address where they come from, and how long who makes many
 * of them is to wait for the answer. Requests with the right one do not come here, also not those from the same address.
 */
final class WrongPasswords {
    private static final Logger LOG = LoggerFactory.getLogger(WrongPasswords.class);

    /** What a person mistypes is answered at once. */
    static final int AT_ONCE = 10;

    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final int MAX_ADDRESSES = 10_000;

    private final Counter counted;
    private final Cache<String, AtomicInteger> inThisMinute = CacheBuilder.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MAX_ADDRESSES)
            .build();

    WrongPasswords(MeterRegistry registry) {
        counted = Counter.builder("deployer.wrong.passwords")
                .description("Requests to the management port with a wrong user or password")
                .register(registry);
    }

    /** Notes one, and says how long its answer is to wait. */
    Duration pause(String address) {
        counted.increment();
        AtomicInteger fresh = new AtomicInteger();
        AtomicInteger times = inThisMinute.asMap().putIfAbsent(address, fresh);
        if (times == null) {
            LOG.warn("A request from {} had a wrong user or password (said once a minute at most)", address);
            times = fresh;
        }
        return times.incrementAndGet() <= AT_ONCE ? Duration.ZERO : PAUSE;
    }
}
