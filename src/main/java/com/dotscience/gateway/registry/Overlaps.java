package com.dotscience.gateway.registry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.dotscience.gateway.store.DatabaseAway;
import com.dotscience.gateway.store.DeployerTokens;
import com.dotscience.gateway.store.ReplacedToken;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the streams that were opened with a token that was replaced, once it is not accepted any more. */
public final class Overlaps implements Runnable {
    /** Whoever has the new token by then goes on with that at once; whoever has not is refused. */
    public static final Status OVER = Status.UNAVAILABLE.withDescription(
            "the token that this was opened with was replaced, and is not accepted any more: connect again with the new one");

    private static final Logger LOG = LoggerFactory.getLogger(Overlaps.class);
    private static final Duration WITHOUT_DATABASE = Duration.ofSeconds(10);

    private final DeployerTokens tokens;
    private final TokenStreams streams;
    private final Clock clock;
    private final AtomicLong nextEnd = new AtomicLong();

    /** @param clock what an overlap is measured with, steady */
    Overlaps(DeployerTokens tokens, TokenStreams streams, Clock clock) {
        this.tokens = tokens;
        this.streams = streams;
        this.clock = clock;
    }

    /** An overlap began, or became shorter. */
    public void changed() {
        nextEnd.set(0);
        run();
    }

    /** Costs nothing while no overlap is over. */
    @Override
    public void run() {
        if (clock.millis() < nextEnd.get()) {
            return;
        }
        // Before it looks: what changes meanwhile is looked at again.
        nextEnd.set(Long.MAX_VALUE);
        try {
            tokens.overdue().stream()
                    .collect(groupingBy(ReplacedToken::deployerId, mapping(ReplacedToken::hash, toSet())))
                    .forEach((deployer, hashes) -> streams.end(deployer, hashes, OVER));
            nextEnd.accumulateAndGet(tokens.nextEnd().orElse(Long.MAX_VALUE), Math::min);
        } catch (DatabaseAway e) {
            LOG.info("Streams that were opened with tokens of before stay a moment longer: {}", e.getMessage());
            nextEnd.accumulateAndGet(clock.millis() + WITHOUT_DATABASE.toMillis(), Math::min);
        }
    }
}
