package com.dotscience.gateway.registry;

import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Hub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which deployers are online, and when each called last. A deployer is online for 30 s after its last call, and while it has a
 * stream open. A connection with an open stream is closed when it answers no ping for 30 s (see {@code KeepAlive}), so in both cases
 * a deployer that has gone counts as online for 30 s at most. The exact time is kept in memory and written to the database only every
 * 10 s, so that not every call costs a write.
 */
public final class Presence {
    /** A deployer lists every 10 s. One that missed two of its lists may still come back. */
    static final Duration ONLINE = Duration.ofSeconds(30);

    private static final Duration STORE_INTERVAL = Duration.ofSeconds(10);

    /** A new version is written sooner, but a version that changes with every call costs no more than one write a second. */
    private static final Duration VERSION_STORE_INTERVAL = Duration.ofSeconds(1);

    private final Deployers deployers;
    private final List<Hub<?>> streams;
    private final Clocks clocks;
    private final Map<String, LastCall> lastCalls = new ConcurrentHashMap<>();
    private final Map<String, ClusterTrouble> clusterTroubles = new ConcurrentHashMap<>();

    /** Where no API server answers, nobody leads for long: then those that stand by say so. */
    private final Map<String, ClusterTrouble> clusterTroublesOfStandbys = new ConcurrentHashMap<>();

    private final Map<String, String> holds = new ConcurrentHashMap<>();

    /**
     * Why a deployer cannot watch its cluster.
     *
     * @param message the deployer's own words
     * @param since when it first reported this, in milliseconds since the epoch
     */
    public record ClusterTrouble(String message, long since) {}

    /**
     * @param at when the call arrived, in milliseconds since the epoch
     * @param steadyAt when the call arrived, by the steady clock
     * @param token the hash of the token that the call carried
     * @param capabilities the capabilities that the call announced
     * @param storedAt when a call was last written to the database, by the steady clock
     * @param ledAt when one called last that speaks for all programs of the deployer, by the steady clock
     */
    private record LastCall(
            long at,
            long steadyAt,
            String token,
            String version,
            Set<String> capabilities,
            long storedAt,
            long ledAt) {}

    /**
     * @param streams the streams that deployers keep open
     * @param clocks give the times that are shown and stored, and measure how much time has passed
     */
    Presence(Deployers deployers, List<Hub<?>> streams, Clocks clocks) {
        this.deployers = deployers;
        this.streams = streams;
        this.clocks = clocks;
    }

    /**
     * Records that a deployer called. Of one that stands by, only the time counts while the one that leads calls.
     *
     * @param token the hash of the token that the call carried
     * @param capabilities the capabilities that the call announced
     * @param speaksForAll whether it is the one that leads
     */
    public void recordCall(
            RegisteredDeployer deployer, String token, String version, Set<String> capabilities, boolean speaksForAll) {
        long now = clocks.steady().millis();
        if (speaksForAll) {
            clusterTroublesOfStandbys.remove(deployer.id());
        }
        LastCall last = lastCalls.get(deployer.id());
        if (!speaksForAll && last != null && now - last.ledAt() < ONLINE.toMillis()) {
            record(deployer, last.token(), last.version(), last.capabilities(), last.ledAt());
        } else {
            record(deployer, token, version, capabilities, speaksForAll ? now : now - ONLINE.toMillis());
        }
    }

    private void record(
            RegisteredDeployer deployer, String token, String version, Set<String> capabilities, long ledAt) {
        long now = clocks.steady().millis();
        long seen = clocks.wall().millis();
        LastCall last =
                lastCalls.getOrDefault(deployer.id(), new LastCall(0, 0, "", deployer.version(), Set.of(), 0, 0));
        long sinceStored = now - last.storedAt();
        boolean store = sinceStored >= STORE_INTERVAL.toMillis()
                || sinceStored >= VERSION_STORE_INTERVAL.toMillis()
                        && !(version.equals(last.version()) && capabilities.equals(last.capabilities()));
        lastCalls.put(
                deployer.id(),
                new LastCall(seen, now, token, version, capabilities, store ? now : last.storedAt(), ledAt));
        if (store && !deployers.setSeen(deployer.id(), version, Setting.capabilitiesAmong(capabilities), seen)) {
            lastCalls.remove(deployer.id());
        }
    }

    /**
     * Returns when a deployer called last, in milliseconds since the epoch; 0 if it never did.
     *
     * @param stored the time in the database
     */
    public long seenAt(String deployerId, long stored) {
        LastCall last = lastCalls.get(deployerId);
        return last == null ? stored : last.at();
    }

    /**
     * Whether a deployer is online.
     *
     * @param stored when it called last according to the database
     */
    public boolean isOnline(String deployerId, long stored) {
        return streams.stream().anyMatch(hub -> hub.reaches(deployerId)) || age(deployerId, stored) < ONLINE.toMillis();
    }

    /**
     * Returns how long ago a deployer called last, in milliseconds. A stored time that lies in the future was written by a clock that
     * was ahead, and then the age is unknown and counts as infinite.
     */
    private long age(String deployerId, long stored) {
        LastCall last = lastCalls.get(deployerId);
        if (last != null) {
            return clocks.steady().millis() - last.steadyAt();
        }
        long age = clocks.wall().millis() - stored;
        return age < 0 ? Long.MAX_VALUE : age;
    }

    /**
     * Returns the version of a deployer that is online without this capability. It is empty if the deployer has the capability, and
     * also if it is offline, because a newer version may come back.
     */
    Optional<String> versionWithout(String capability, String deployerId) {
        return Optional.ofNullable(lastCalls.get(deployerId))
                .filter(last -> !last.capabilities().contains(capability) && isOnline(deployerId, last.at()))
                .map(LastCall::version);
    }

    /** Returns the capabilities that a deployer announced with its last call; empty if it has not called since the Gateway started. */
    Optional<Set<String>> announced(String deployerId) {
        return Optional.ofNullable(lastCalls.get(deployerId)).map(LastCall::capabilities);
    }

    /** Whether a deployer announced this with its last call; false if it has not called since the Gateway started. */
    boolean announces(String capability, String deployerId) {
        LastCall last = lastCalls.get(deployerId);
        return last != null && last.capabilities().contains(capability);
    }

    /** Whether a deployer has called since the Gateway started. */
    boolean hasCalled(String deployerId) {
        return lastCalls.containsKey(deployerId);
    }

    /** Whether the last call of a deployer carried a token with one of these hashes. */
    public boolean calledWith(Set<String> tokens, String deployerId) {
        LastCall last = lastCalls.get(deployerId);
        return last != null && tokens.contains(last.token());
    }

    /** Makes a deployer offline at once, because its tokens were revoked, although it may have called a moment ago. */
    public void markOffline(String deployerId) {
        long longAgo = clocks.steady().millis() - ONLINE.toMillis();
        lastCalls.computeIfPresent(
                deployerId,
                (id, last) -> new LastCall(
                        last.at(),
                        longAgo,
                        last.token(),
                        last.version(),
                        last.capabilities(),
                        last.storedAt(),
                        longAgo));
    }

    /** Records why a deployer cannot watch its cluster; an empty text says that it can. */
    public void setClusterTrouble(String deployerId, String message) {
        set(clusterTroubles, deployerId, message);
    }

    /** Records why one that stands by cannot watch its cluster. It counts until one calls that leads. */
    public void setClusterTroubleOfStandby(String deployerId, String message) {
        set(clusterTroublesOfStandbys, deployerId, message);
    }

    private void set(Map<String, ClusterTrouble> troubles, String deployerId, String message) {
        troubles.compute(
                deployerId,
                (id, before) -> message.isEmpty()
                        ? null
                        : new ClusterTrouble(
                                message, before == null ? clocks.wall().millis() : before.since()));
    }

    /** Records why a deployer is held; an empty text says that it is not. */
    public void setHold(String deployerId, String hold) {
        holds.compute(deployerId, (id, before) -> hold.isEmpty() ? null : hold);
    }

    /** Returns why a deployer is held, as it reported last; empty if it is not. */
    String hold(String deployerId) {
        return holds.getOrDefault(deployerId, "");
    }

    /** Returns why a deployer cannot watch its cluster, as it reported last; empty if it can. */
    public Optional<ClusterTrouble> clusterTrouble(String deployerId) {
        return Optional.ofNullable(clusterTroubles.get(deployerId))
                .or(() -> Optional.ofNullable(clusterTroublesOfStandbys.get(deployerId)));
    }

    public void forget(RegisteredDeployer deployer) {
        clusterTroubles.remove(deployer.id());
        clusterTroublesOfStandbys.remove(deployer.id());
        holds.remove(deployer.id());
        lastCalls.remove(deployer.id());
    }
}
