package com.dotscience.deployer.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records whether there is a connection, and writes one log line whenever that changes, so that a long outage does not
 * fill the log with attempts. One thread writes it; any thread may read it.
 */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private enum Condition {
        STARTING,
        UP,
        DOWN,
        REFUSED
    }

    private final String address;
    private final Duration dead;
    private Condition condition = Condition.STARTING;
    private boolean wasUp;
    private volatile OptionalLong unheardSince = OptionalLong.of(System.nanoTime());
    private volatile GatewayState state = new GatewayState(false, Instant.now(), 0, Optional.empty());

    /** @param dead for how long nothing came over a connection that is given up for its silence */
    Link(String address, Duration dead) {
        this.address = address;
        this.dead = dead;
    }

    /** Returns for how long nothing has come from the Gateway, by a clock that nobody sets; zero while there is a connection. */
    Duration silence() {
        OptionalLong since = unheardSince;
        return since.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since.getAsLong());
    }

    GatewayState state() {
        return state;
    }

    void up() {
        long reconnects = state.reconnects() + (wasUp ? 1 : 0);
        state = new GatewayState(true, Instant.now(), reconnects, state.lastError());
        condition = Condition.UP;
        LOG.info("{} to the Gateway at {}", wasUp ? "Connected again" : "Connected", address);
        wasUp = true;
        unheardSince = OptionalLong.empty();
    }

    void down(CallFailure failure) {
        if (condition != Condition.DOWN) {
            String what = condition == Condition.UP ? "Lost the connection to" : "No connection to";
            LOG.warn("{} the Gateway at {}: {}. Trying again until it is there.", what, address, failure.message());
        }
        now(Condition.DOWN, failure);
    }

    void refused(CallFailure failure, Duration pause) {
        if (condition != Condition.REFUSED) {
            LOG.error(
                    "No access to the Gateway at {}: {}. Give this deployer the token that `ds deployer create` showed;"
                            + " trying again every {} s.",
                    address,
                    failure.message(),
                    pause.toSeconds());
        }
        now(Condition.REFUSED, failure);
    }

    private void now(Condition next, CallFailure failure) {
        Instant since = state.connected() ? Instant.now() : state.since();
        state = new GatewayState(false, since, state.reconnects(), Optional.of(failure.message()));
        condition = next;
        if (unheardSince.isEmpty()) {
            unheardSince = OptionalLong.of(System.nanoTime() - (failure.isSilence() ? dead.toNanos() : 0));
        }
    }
}
