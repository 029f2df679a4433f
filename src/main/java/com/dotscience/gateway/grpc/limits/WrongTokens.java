package com.dotscience.gateway.grpc.limits;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses calls whose token nobody has: counts them, says at most once a minute and address where they come from, and lets who
 * makes many of them wait for the answer. Calls with a right token do not come here, also not those from the same address.
 */
public final class WrongTokens {
    private static final Logger LOG = LoggerFactory.getLogger(WrongTokens.class);

    /** What a person mistypes, or a deployer tries whose token was deleted, is answered at once. */
    private static final int AT_ONCE = 10;

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int MAX_ADDRESSES = 10_000;

    /** More are answered at once: what waits costs memory, and nobody guesses a token however quickly. */
    private static final int MAX_WAITING = 1_000;

    private final ScheduledExecutorService timer;
    private final Counter counted;
    private final Cache<String, AtomicInteger> inThisMinute = CacheBuilder.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MAX_ADDRESSES)
            .build();
    private final AtomicInteger waiting = new AtomicInteger();

    public WrongTokens(ScheduledExecutorService timer, Counter counted) {
        this.timer = timer;
        this.counted = counted;
    }

    /** Ends the call, now or in a moment. */
    public <A, B> ServerCall.Listener<A> refuse(ServerCall<A, B> call, Status why) {
        counted.increment();
        int times = timesInThisMinute(address(call));
        if (times <= AT_ONCE || !wait(call, why)) {
            call.close(why, new Metadata());
        }
        return new ServerCall.Listener<>() {};
    }

    private int timesInThisMinute(String address) {
        AtomicInteger fresh = new AtomicInteger();
        AtomicInteger times = inThisMinute.asMap().putIfAbsent(address, fresh);
        if (times == null) {
            LOG.warn("A call from {} was refused: its token is not known (said once a minute at most)", address);
            return fresh.incrementAndGet();
        }
        return times.incrementAndGet();
    }

    private <A, B> boolean wait(ServerCall<A, B> call, Status why) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            timer.schedule(
                    () -> {
                        waiting.decrementAndGet();
                        call.close(why, new Metadata());
                    },
                    PAUSE.toMillis(),
                    TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            return false;
        }
    }

    private static String address(ServerCall<?, ?> call) {
        SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return address instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : String.valueOf(address);
    }
}
