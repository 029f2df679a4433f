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
 * Refuses calls whose token is not known. It counts them, logs their address at most once a minute, and delays the answer for an
 * address that makes many of them. Calls with a known token never come here, even from the same address.
 */
public final class WrongTokens {
    private static final Logger LOG = LoggerFactory.getLogger(WrongTokens.class);

    /** A person who mistypes a token, or a deployer whose token was deleted, is answered without a delay. */
    private static final int UNDELAYED_PER_MINUTE = 10;

    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final int MAX_ADDRESSES = 10_000;

    /** Beyond this calls are answered at once: a delayed call costs memory, and a token cannot be guessed at any speed. */
    private static final int MAX_DELAYED = 1_000;

    private final ScheduledExecutorService timer;
    private final Counter counter;
    private final Cache<String, AtomicInteger> byAddress = CacheBuilder.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MAX_ADDRESSES)
            .build();
    private final AtomicInteger delayed = new AtomicInteger();

    public WrongTokens(ScheduledExecutorService timer, Counter counter) {
        this.timer = timer;
        this.counter = counter;
    }

    /** Closes the call, at once or after a pause. */
    public <A, B> ServerCall.Listener<A> refuse(ServerCall<A, B> call, Status why) {
        counter.increment();
        int times = countInThisMinute(address(call));
        if (times <= UNDELAYED_PER_MINUTE || !delay(call, why)) {
            call.close(why, new Metadata());
        }
        return new ServerCall.Listener<>() {};
    }

    private int countInThisMinute(String address) {
        AtomicInteger fresh = new AtomicInteger();
        AtomicInteger times = byAddress.asMap().putIfAbsent(address, fresh);
        if (times == null) {
            LOG.warn(
                    "A call from {} was refused: its token is not known (logged at most once a minute for an address)",
                    address);
            return fresh.incrementAndGet();
        }
        return times.incrementAndGet();
    }

    private <A, B> boolean delay(ServerCall<A, B> call, Status why) {
        if (delayed.incrementAndGet() > MAX_DELAYED) {
            delayed.decrementAndGet();
            return false;
        }
        try {
            timer.schedule(
                    () -> {
                        delayed.decrementAndGet();
                        call.close(why, new Metadata());
                    },
                    DELAY.toMillis(),
                    TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            delayed.decrementAndGet();
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
