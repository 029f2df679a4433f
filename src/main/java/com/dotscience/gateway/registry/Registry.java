package com.dotscience.gateway.registry;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.store.AcceptedTokens;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DatabaseUnavailable;
import com.dotscience.gateway.store.DeployerLabels;
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
        ModelDeploymentCanaries canaries,
        CanaryDriver canaryDriver,
        CanaryReports canaryReports,
        DesiredState desiredState,
        Deployers deployers,
        DeployerLabels labels,
        DeployerTokens tokens,
        AcceptedTokens acceptedTokens,
        TokenStreams tokenStreams,
        TokenExpiry tokenExpiry,
        Presence presence,
        LeaseClaims leaseClaims,
        OldDeployers oldDeployers,
        ModelDeploymentRegistry modelDeployments,
        ForetoldChanges foretold,
        ModelDeploymentGenerations generations,
        ModelDeploymentReports reports,
        FleetUpdateRegistry fleetUpdates,
        FleetDriver fleetDriver,
        HandingOut handingOut,
        Pauses pauses,
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
        DeployerLabels labels = new DeployerLabels(database, changes);
        DeployerTokens tokens = new DeployerTokens(changes, random, clocks.steady());
        AcceptedTokens acceptedTokens = new AcceptedTokens(database, clocks.steady());
        TokenStreams tokenStreams = new TokenStreams(streams.all(), logs);
        Presence presence = new Presence(deployers, streams.all(), clocks);
        LeaseClaims leaseClaims = new LeaseClaims(deployers, streams.deployments(), clocks.steady());
        OldDeployers oldDeployers = new OldDeployers(presence);
        AcceptedChanges accepted = new AcceptedChanges(oldDeployers, clocks.wall());
        HandingOut handingOut = new HandingOut(database, changes, streams.deployments(), clocks.wall());
        Admission admission = new Admission(oldDeployers, presence);
        ModelDeploymentRegistry modelDeployments = new ModelDeploymentRegistry(
                database, changes, streams.deployments(), handingOut, admission, accepted, presence, clocks);
        FleetObserver observer = new FleetObserver(presence, clocks.steady());
        FleetDriver fleetDriver = new FleetDriver(database, changes, modelDeployments, observer, clocks.wall());
        ModelDeploymentCanaries canaries = new ModelDeploymentCanaries(changes, accepted, modelDeployments::publish);
        return new Registry(
                changes,
                canaries,
                new CanaryDriver(database, canaries, presence, clocks),
                new CanaryReports(database, clocks.steady()),
                new DesiredState(database, clocks.steady()),
                deployers,
                labels,
                tokens,
                acceptedTokens,
                tokenStreams,
                new TokenExpiry(acceptedTokens, tokenStreams, clocks.steady()),
                presence,
                leaseClaims,
                oldDeployers,
                modelDeployments,
                new ForetoldChanges(database, admission),
                new ModelDeploymentGenerations(database, changes, accepted, handingOut, clocks.wall()),
                new ModelDeploymentReports(database),
                new FleetUpdateRegistry(database, changes, admission, observer, fleetDriver, clocks.wall()),
                fleetDriver,
                handingOut,
                new Pauses(changes, handingOut, clocks.wall()),
                new ShownDeployers(database, deployers, acceptedTokens, labels, presence, leaseClaims, oldDeployers));
    }

    /** Brings the stored data up to date, before the first call arrives. */
    public void prepare() {
        changes.advance();
        desiredState.purgeTombstones();
        acceptedTokens.limitOverlaps();
        leaseClaims.load();
    }

    /** Starts what goes on by itself: the tasks that remove what has expired and hand out what has waited, and fleet updates. */
    public void start(ScheduledExecutorService timer) {
        fleetDriver.start();
        timer.scheduleWithFixedDelay(handingOut::handOutDue, 1, 1, SECONDS);
        timer.scheduleWithFixedDelay(leaseClaims::review, 1, 1, SECONDS);
        timer.scheduleAtFixedRate(this::purge, 1, 1, HOURS);
        timer.scheduleWithFixedDelay(tokenExpiry::endExpired, 1, 1, SECONDS);
        timer.scheduleWithFixedDelay(tokenExpiry::endRevokedElsewhere, 5, 5, SECONDS);
    }

    /** Schedules the steps of canaries. */
    public void scheduleCanaries(ScheduledExecutorService timer) {
        timer.scheduleWithFixedDelay(canaryDriver::takeSteps, 1, 1, SECONDS);
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
        fleetDriver.close();
        changes.close();
    }
}
