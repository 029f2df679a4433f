package com.dotscience.gateway.registry;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.store.AcceptedTokens;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DatabaseUnavailable;
import com.dotscience.gateway.store.DeployerTokens;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.DesiredState;
import com.dotscience.gateway.stream.Streams;
import java.security.SecureRandom;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the classes of this package and of the store, and connects them. */
public record Registry(
        Changes changes,
        DesiredState desiredState,
        Deployers deployers,
        DeployerTokens tokens,
        AcceptedTokens acceptedTokens,
        TokenStreams tokenStreams,
        TokenExpiry tokenExpiry,
        Presence presence,
        OldDeployers oldDeployers,
        ModelDeploymentRegistry modelDeployments,
        ModelDeploymentReports reports,
        ShownDeployers shown)
        implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

    /**
     * @param clocks give the times that are stored, and measure how much time has passed
     */
    public static Registry of(Database database, Streams streams, LogRelay logs, Clocks clocks) {
        SecureRandom random = new SecureRandom();
        Changes changes = new Changes(database, clocks.wall());
        Deployers deployers = new Deployers(database, changes, random, clocks.wall());
        DeployerTokens tokens = new DeployerTokens(changes, random, clocks.steady());
        AcceptedTokens acceptedTokens = new AcceptedTokens(database, clocks.steady());
        TokenStreams tokenStreams = new TokenStreams(streams.all(), logs);
        Presence presence = new Presence(deployers, streams.all(), clocks);
        OldDeployers oldDeployers = new OldDeployers(presence);
        return new Registry(
                changes,
                new DesiredState(database, clocks.steady()),
                deployers,
                tokens,
                acceptedTokens,
                tokenStreams,
                new TokenExpiry(acceptedTokens, tokenStreams, clocks.steady()),
                presence,
                oldDeployers,
                new ModelDeploymentRegistry(database, changes, streams.deployments(), oldDeployers, presence, clocks),
                new ModelDeploymentReports(database),
                new ShownDeployers(deployers, acceptedTokens, presence));
    }

    /** Brings the stored data up to date, before the first call arrives. */
    public void prepare() {
        changes.advance();
        desiredState.purgeTombstones();
        acceptedTokens.limitOverlaps();
    }

    /** Schedules the tasks that remove what has expired. */
    public void scheduleExpiry(ScheduledExecutorService timer) {
        timer.scheduleAtFixedRate(this::purge, 1, 1, HOURS);
        timer.scheduleWithFixedDelay(tokenExpiry::endExpired, 1, 1, SECONDS);
        timer.scheduleWithFixedDelay(tokenExpiry::endRevokedElsewhere, 5, 5, SECONDS);
    }

    private void purge() {
        try {
            desiredState.purgeTombstones();
        } catch (DatabaseUnavailable e) {
            LOG.info(
                    "Old tombstones are kept for another hour, because the database is unavailable: {}",
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        changes.close();
    }
}
