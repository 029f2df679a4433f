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
 * Counts requests with a wrong password, logs at most once a minute for each address that they come from it, and delays the answers
 * to an address that sends many. Requests with the right password are never delayed, also not those from the same address.
 */
final class WrongPasswords {
    private static final Logger LOG = LoggerFactory.getLogger(WrongPasswords.class);

    /** So many wrong passwords in a minute are answered at once: a person may mistype one. */
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

    /** Counts a wrong password, and returns how long the answer to it has to wait. */
    Duration pause(String address) {
        counted.increment();
        AtomicInteger fresh = new AtomicInteger();
        AtomicInteger times = inThisMinute.asMap().putIfAbsent(address, fresh);
        if (times == null) {
            LOG.warn(
                    "A request from {} had a wrong user or password (this is logged at most once a minute for each address)",
                    address);
            times = fresh;
        }
        return times.incrementAndGet() <= AT_ONCE ? Duration.ZERO : PAUSE;
    }
}
