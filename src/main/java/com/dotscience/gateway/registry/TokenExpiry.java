package com.dotscience.gateway.registry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.dotscience.gateway.store.AcceptedTokens;
import com.dotscience.gateway.store.DatabaseUnavailable;
import com.dotscience.gateway.store.ReplacedToken;
import com.google.common.collect.Sets;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends streams whose token is no longer accepted. gRPC checks a token only when a stream is opened, and streams may stay for days. */
public final class TokenExpiry {
    /** The status lets a deployer connect again at once: it goes on if it has the new token, and is refused if it has not. */
    public static final Status NOT_ACCEPTED = Status.UNAVAILABLE.withDescription(
            "the token that this was opened with is not accepted any more: connect again with the new one");

    private static final Logger LOG = LoggerFactory.getLogger(TokenExpiry.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(10);

    private final AcceptedTokens tokens;
    private final TokenStreams streams;
    private final Clock clock;
    private final AtomicLong nextEnd = new AtomicLong();

    /** @param clock measures overlaps; it must be steady */
    TokenExpiry(AcceptedTokens tokens, TokenStreams streams, Clock clock) {
        this.tokens = tokens;
        this.streams = streams;
        this.clock = clock;
    }

    /** Notes that an overlap began or became shorter. */
    public void overlapsChanged() {
        nextEnd.set(0);
        endExpired();
    }

    /** Ends the streams of tokens whose overlap is over. It reads the database only when one is. */
    void endExpired() {
        if (clock.millis() < nextEnd.get()) {
            return;
        }
        // This is set before the database is read, so that an overlap that begins meanwhile is not missed.
        nextEnd.set(Long.MAX_VALUE);
        try {
            tokens.removeExpired().stream()
                    .collect(groupingBy(ReplacedToken::deployerId, mapping(ReplacedToken::hash, toSet())))
                    .forEach((deployer, hashes) -> streams.end(deployer, hashes, NOT_ACCEPTED));
            nextEnd.accumulateAndGet(tokens.nextEnd().orElse(Long.MAX_VALUE), Math::min);
        } catch (DatabaseUnavailable e) {
            LOG.info(
                    "Streams of replaced tokens stay open a little longer, because the database failed: {}",
                    e.getMessage());
            nextEnd.accumulateAndGet(clock.millis() + RETRY_DELAY.toMillis(), Math::min);
        }
    }

    /** Ends the streams of tokens that another Gateway on the same database revoked or replaced, or whose deployer it deleted. */
    void endRevokedElsewhere() {
        // The streams are read first: each of their tokens was accepted before, so one that is missing below was
        // revoked.
        Map<String, Set<String>> open = streams.tokens();
        if (open.isEmpty()) {
            return;
        }
        try {
            Set<String> accepted = tokens.acceptedHashes();
            open.forEach((deployer, hashes) -> {
                Set<String> revoked = Set.copyOf(Sets.difference(hashes, accepted));
                if (!revoked.isEmpty()) {
                    streams.end(deployer, revoked, NOT_ACCEPTED);
                }
            });
        } catch (DatabaseUnavailable e) {
            LOG.debug(
                    "The tokens of open streams are checked again later, because the database failed: {}",
                    e.getMessage());
        }
    }
}
