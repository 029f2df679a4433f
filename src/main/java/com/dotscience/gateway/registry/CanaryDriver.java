package com.dotscience.gateway.registry;

import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.registry.CanaryDecision.GoBack;
import com.dotscience.gateway.registry.CanaryDecision.Rest;
import com.dotscience.gateway.registry.CanaryDecision.Wait;
import com.dotscience.gateway.store.Canaries;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DatabaseUnavailable;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.windows.Given;
import com.dotscience.gateway.windows.Schedule;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps of canaries. It looks at all of them at each turn and keeps nothing itself, so that after a restart it goes on where
 * they stand. Each step is decided on once more in the transaction that makes it, so that none is made twice.
 */
public final class CanaryDriver {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryDriver.class);
    private static final String CALLER = "the Gateway";

    private final Database database;
    private final ModelDeploymentCanaries canaries;
    private final Presence presence;
    private final Clocks clocks;

    CanaryDriver(Database database, ModelDeploymentCanaries canaries, Presence presence, Clocks clocks) {
        this.database = database;
        this.canaries = canaries;
        this.presence = presence;
        this.clocks = clocks;
    }

    /** Looks at every canary, and takes the steps that are due. */
    void takeSteps() {
        try {
            for (ModelDeployment each : all()) {
                takeStep(each);
            }
        } catch (DatabaseUnavailable e) {
            LOG.debug("The canaries stay as they are, because the database is unavailable: {}", e.getMessage());
        } catch (RuntimeException e) {
            // Whatever is wrong with one turn, the next one has to come.
            LOG.warn("The canaries stay as they are for now", e);
        }
    }

    private List<ModelDeployment> all() {
        return database.snapshot(transaction -> {
            List<ModelDeployment> all = new ArrayList<>();
            for (String id : new Canaries(transaction).modelDeployments()) {
                all.add(new Lookup(transaction).byId(id));
            }
            return all;
        });
    }

    private void takeStep(ModelDeployment current) {
        String id = current.getDeployment().getId();
        CanaryDecision decision = judge(current, current.getCanary());
        if (decision instanceof Rest) {
            return;
        }
        if (decision instanceof Wait wait) {
            if (wait.deployerIsAway() && current.getCanary().getReadySince() > 0) {
                forgetThatItWasReady(id);
            }
            return;
        }
        try {
            canaries.step(id, this::judge, CALLER);
            LOG.info(
                    "Took a step of the canary of {} ({}): {}",
                    current.getDeployment().getName(),
                    id,
                    decision);
        } catch (StatusRuntimeException e) {
            LOG.info(
                    "The canary of {} ({}) stays as it is: {}",
                    current.getDeployment().getName(),
                    id,
                    e.getStatus().getDescription());
        }
    }

    /** Nobody saw whether it was ready all the time, so the time of its step begins again when its deployer is back. */
    private void forgetThatItWasReady(String id) {
        database.transaction(transaction -> {
            Canaries stored = new Canaries(transaction);
            Optional<CanaryState> state = stored.lock(id);
            if (state.isPresent()) {
                stored.put(id, state.get().toBuilder().clearReadySince().build());
            }
            return null;
        });
    }

    private CanaryDecision judge(ModelDeployment current, CanaryState state) {
        Optional<String> away = away(current);
        CanaryDecision decision = new CanaryJudge(
                        state, current.getDeployment(), away, clocks.steady().millis())
                .decide();
        if (decision instanceof Rest || decision instanceof GoBack) {
            return decision;
        }
        if (Given.isWaiting(current)) {
            return new Wait("what was asked for last has not been handed out yet", away.isPresent());
        }
        return decision instanceof Wait ? decision : onlyInAWindow(current, decision);
    }

    /** A step that had to wait to be handed out would be decided on before its time: until then the canary may come to be unhealthy. */
    private CanaryDecision onlyInAWindow(ModelDeployment current, CanaryDecision forward) {
        Schedule schedule = Schedule.of(current);
        Instant now = clocks.wall().instant();
        if (schedule.isOpen(now)) {
            return forward;
        }
        return new Wait(
                schedule.opensAfter(now)
                        .map(opening -> "a maintenance window, which opens at " + opening)
                        .orElse("to be resumed"),
                false);
    }

    private Optional<String> away(ModelDeployment current) {
        String deployer = current.getDeployerId();
        if (!presence.isOnline(deployer, current.getDeployerSeenAt())) {
            return Optional.of("deployer '" + current.getDeployerName() + "' is offline");
        }
        return presence.clusterTrouble(deployer)
                .map(trouble ->
                        "deployer '" + current.getDeployerName() + "' does not hear its cluster: " + trouble.message());
    }

    /** Returns what the next step of a canary waits for, for people; empty if it waits for nothing. */
    public String waiting(ModelDeployment current) {
        return judge(current, current.getCanary()) instanceof Wait wait ? wait.why() : "";
    }
}
