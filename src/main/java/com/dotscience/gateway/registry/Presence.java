package com.dotscience.gateway.registry;

import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Hub;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which deployers are online, and when each was last heard of. One is online for 30 s after its last call, and as long as
 * it has a stream open: a connection that carries one is asked for a sign of life, and given up after 30 s without
 * (see {@code GatewayServer}), so that either way nobody is online who said nothing for longer. The time is known to the millisecond in memory, and now and then in the database, so that
 * a call costs no write.
 */
public final class Presence {
    /** A deployer lists every 10 s; one that missed two of these lists and a bit may still come back. */
    static final Duration ONLINE = Duration.ofSeconds(30);

    private static final Duration STORED_EVERY = Duration.ofSeconds(10);

    /** Another version is written sooner, but one that changes with every call does not cost as many writes. */
    private static final Duration NEWS_STORED_EVERY = Duration.ofSeconds(1);

    private final Deployers deployers;
    private final List<Hub<?>> streams;
    private final Clock clock;
    private final Clock steady;
    private final Map<String, Sign> signs = new ConcurrentHashMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<String, String> holds = new ConcurrentHashMap<>();

    /**
     * Why a deployer does not hear its cluster.
     *
     * @param since in milliseconds since the epoch
     */
    public record Trouble(String words, long since) {}

    /**
     * @param token the hash of the token that it called with
     * @param capabilities what it announced that it understands
     * @param steadyAt when it came, by the steady clock
     * @param storedAt when the last one was written, by the steady clock
     */
    private record Sign(
            long at, long steadyAt, String token, String version, Set<String> capabilities, long storedAt) {}

    /**
     * @param streams those that deployers hold open
     * @param clock what is shown and stored
     * @param steady what time is measured with
     */
    Presence(Deployers deployers, List<Hub<?>> streams, Clock clock, Clock steady) {
        this.deployers = deployers;
        this.streams = streams;
        this.clock = clock;
        this.steady = steady;
    }

    /**
     * Notes that a deployer called.
     *
     * @param token the hash of the token that it called with
     * @param capabilities what it announced that it understands
     */
    public void heardOf(RegisteredDeployer deployer, String token, String version, Set<String> capabilities) {
        long now = steady.millis();
        Sign last = signs.getOrDefault(deployer.id(), new Sign(0, 0, "", deployer.version(), Set.of(), 0));
        long unwritten = now - last.storedAt();
        boolean store = unwritten >= STORED_EVERY.toMillis()
                || unwritten >= NEWS_STORED_EVERY.toMillis() && !version.equals(last.version());
        signs.put(
                deployer.id(),
                new Sign(clock.millis(), now, token, version, capabilities, store ? now : last.storedAt()));
        if (store && !deployers.seen(deployer.id(), version, clock.millis())) {
            signs.remove(deployer.id());
        }
    }

    /**
     * When it was last heard of, in milliseconds since the epoch; 0: never.
     *
     * @param stored what the database says of that
     */
    public long seenAt(String deployerId, long stored) {
        Sign last = signs.get(deployerId);
        return last == null ? stored : last.at();
    }

    public boolean isOnline(String deployerId, long stored) {
        return streams.stream().anyMatch(hub -> hub.reaches(deployerId)) || age(deployerId, stored) < ONLINE.toMillis();
    }

    /** In milliseconds, of its last sign of life. What was stored by a clock that was ahead of this one's is of no known age. */
    private long age(String deployerId, long stored) {
        Sign last = signs.get(deployerId);
        if (last != null) {
            return steady.millis() - last.steadyAt();
        }
        long age = clock.millis() - stored;
        return age < 0 ? Long.MAX_VALUE : age;
    }

    /**
     * The version of a deployer that is online and does not announce this. Empty if it does, and if nobody knows: it may be a
     * newer one when it comes back.
     */
    Optional<String> versionWithout(String capability, String deployerId) {
        return Optional.ofNullable(signs.get(deployerId))
                .filter(sign -> !sign.capabilities().contains(capability) && isOnline(deployerId, sign.at()))
                .map(Sign::version);
    }

    /** Whether a deployer announced this when it was last heard of; not known of one that was not since the Gateway's start. */
    boolean announces(String capability, String deployerId) {
        Sign last = signs.get(deployerId);
        return last != null && last.capabilities().contains(capability);
    }

    /** Whether a deployer was heard of since the Gateway's start. */
    boolean knows(String deployerId) {
        return signs.containsKey(deployerId);
    }

    /** Whether a deployer called with a token of one of these hashes when it was last heard of. */
    public boolean calledWith(Set<String> tokens, String deployerId) {
        Sign last = signs.get(deployerId);
        return last != null && tokens.contains(last.token());
    }

    /** It was cut off: it is not online from now on, however lately it was heard of. */
    public void leaves(String deployerId) {
        long longAgo = steady.millis() - ONLINE.toMillis();
        signs.computeIfPresent(
                deployerId,
                (id, last) -> new Sign(
                        last.at(), longAgo, last.token(), last.version(), last.capabilities(), last.storedAt()));
    }

    /** Notes whether a deployer hears its cluster. */
    public void hears(String deployerId, String trouble) {
        troubles.compute(
                deployerId,
                (id, before) -> trouble.isEmpty()
                        ? null
                        : new Trouble(trouble, before == null ? clock.millis() : before.since()));
    }

    /** Notes whether a deployer is held, by a sentence that is empty if it is not. */
    public void holds(String deployerId, String hold) {
        holds.compute(deployerId, (id, before) -> hold.isEmpty() ? null : hold);
    }

    /** Why nothing changes in a deployer's cluster, if it has said so last; else empty. */
    String hold(String deployerId) {
        return holds.getOrDefault(deployerId, "");
    }

    /** Why a deployer does not hear its cluster, if it has said so last. */
    public Optional<Trouble> trouble(String deployerId) {
        return Optional.ofNullable(troubles.get(deployerId));
    }

    public void forget(RegisteredDeployer deployer) {
        troubles.remove(deployer.id());
        holds.remove(deployer.id());
        signs.remove(deployer.id());
    }
}
