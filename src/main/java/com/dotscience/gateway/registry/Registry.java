package com.dotscience.gateway.registry;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DatabaseAway;
import com.dotscience.gateway.store.DeployerTokens;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.DesiredState;
import com.dotscience.gateway.stream.Streams;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of this room, and of the store, put together. */
public record Registry(
        Changes changes,
        DesiredState desiredState,
        Deployers deployers,
        DeployerTokens tokens,
        TokenStreams tokenStreams,
        Overlaps overlaps,
        Presence presence,
        OldDeployers oldDeployers,
        ModelDeployments modelDeployments,
        ShownDeployers shown)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    /**
     * @param clock what is shown and stored
     * @param steady what time is measured with
     */
    public static Registry of(Database database, Streams streams, LogRelay logs, Clock clock, Clock steady) {
        SecureRandom random = new SecureRandom();
        Changes changes = new Changes(database, clock);
        Deployers deployers = new Deployers(database, changes, random, clock);
        DeployerTokens tokens = new DeployerTokens(database, changes, random, steady);
        TokenStreams tokenStreams = new TokenStreams(streams.all(), logs);
        Presence presence = new Presence(deployers, streams.all(), clock, steady);
        OldDeployers oldDeployers = new OldDeployers(presence);
        return new Registry(
                changes,
                new DesiredState(database, steady),
                deployers,
                tokens,
                tokenStreams,
                new Overlaps(tokens, tokenStreams, steady),
                presence,
                oldDeployers,
                new ModelDeployments(database, changes, streams.deployments(), oldDeployers, presence, clock, steady),
                new ShownDeployers(deployers, tokens, presence));
    }

    /** Brings what was stored up to now, before anybody asks. */
    public void begin() {
        changes.advance();
        desiredState.purgeTombstones();
        tokens.bound();
    }

    /** Forgets in time what is over. */
    public void keepHouse(ScheduledExecutorService timer) {
        timer.scheduleAtFixedRate(this::purge, 1, 1, HOURS);
        timer.scheduleWithFixedDelay(overlaps, 1, 1, SECONDS);
    }

    private void purge() {
        try {
            desiredState.purgeTombstones();
        } catch (DatabaseAway e) {
            LOG.info("Old tombstones stay for another hour: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        changes.close();
    }
}
