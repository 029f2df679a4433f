package com.dotscience.gateway.registry;

import com.dotscience.api.Phase;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.ReportedPhase;
import com.dotscience.gateway.fleet.Member;
import com.dotscience.gateway.fleet.Observation;
import com.dotscience.gateway.fleet.Waves;
import com.dotscience.gateway.store.Generations;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.windows.Given;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out what is known of the members of fleet updates: what is stored, and what only this process knows of their deployers. */
final class FleetObserver {
    private final Presence presence;
    private final Clock clock;
    private final Map<String, Degraded> degraded = new ConcurrentHashMap<>();

    /** @param since when this process saw it first, by the steady clock */
    private record Degraded(long revision, long since) {}

    /** @param clock measures for how long something has been degraded; it must be steady */
    FleetObserver(Presence presence, Clock clock) {
        this.presence = presence;
        this.clock = clock;
    }

    /** Returns what is known of each {@linkplain Waves#open open} member. */
    Map<Member, Observation> observe(Transaction transaction, Waves waves) throws SQLException {
        List<Member> open = waves.open();
        if (open.isEmpty()) {
            return Map.of();
        }
        int first = waves.firstOf(waves.currentWave().orElseThrow());
        int last = first + waves.update().getMaxParallel() - 1;
        Map<String, ModelDeployment> stored =
                new Lookup(transaction).membersOf(waves.update().getNumber(), first, last);
        Map<Member, Observation> seen = new HashMap<>();
        for (Member member : open) {
            seen.put(member, observe(transaction, member, Optional.ofNullable(stored.get(member.id()))));
        }
        return seen;
    }

    private Observation observe(Transaction transaction, Member member, Optional<ModelDeployment> stored)
            throws SQLException {
        if (stored.isEmpty()) {
            return new Observation(stored, "", "", Duration.ZERO);
        }
        String deployer = stored.get().getDeployerId();
        ModelDeployment current = stored.get().toBuilder()
                .setDeployerSeenAt(presence.seenAt(deployer, stored.get().getDeployerSeenAt()))
                .build();
        boolean isAsLeft = current.getDeployment().getRevision() == member.expectedRevision();
        return new Observation(
                Optional.of(current),
                unreachable(current),
                isAsLeft ? "" : lastChange(transaction, current),
                degradedFor(current));
    }

    /**
     * A deployer that has not called since the Gateway started counts as unreachable, although it may have called a moment before: nobody
     * knows yet what it can do.
     */
    private String unreachable(ModelDeployment current) {
        String id = current.getDeployerId();
        String name = "deployer " + current.getDeployerName();
        if (!presence.isOnline(id, current.getDeployerSeenAt())) {
            return name + " is offline";
        }
        if (!presence.hasCalled(id)) {
            return name + " has not been heard of since the Gateway started";
        }
        return presence.clusterTrouble(id)
                .map(trouble -> name + " does not hear its cluster (" + trouble.message() + ")")
                .orElse("");
    }

    private static String lastChange(Transaction transaction, ModelDeployment current) throws SQLException {
        Optional<Generation> last =
                new Generations(transaction).find(current.getDeployment().getId(), current.getGeneration());
        return last.map(generation -> {
                    String caller = generation.getCaller();
                    return (caller.isEmpty() ? "" : "by " + caller + " ") + "(" + generation.getChange() + ")";
                })
                .orElse("");
    }

    private Duration degradedFor(ModelDeployment current) {
        String id = current.getDeployment().getId();
        if (ReportedPhase.of(current) != Phase.PHASE_DEGRADED) {
            degraded.remove(id);
            return Duration.ZERO;
        }
        long now = clock.millis();
        long revision = Given.of(current).getRevision();
        Degraded seen = degraded.compute(
                id,
                (key, before) ->
                        before == null || before.revision() != revision ? new Degraded(revision, now) : before);
        return Duration.ofMillis(now - seen.since());
    }

    /** Forgets for how long anything has been degraded, because no fleet update runs. */
    void forget() {
        degraded.clear();
    }
}
