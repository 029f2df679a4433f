package com.dotscience.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each deployer was last heard of. Known to the millisecond in memory, and now and then in the database, so that
 * a call costs no write.
 */
final class Presence {
    /** A deployer lists every 10 s; one that missed two of these lists and a bit may still come back. */
    static final Duration ONLINE = Duration.ofSeconds(30);

    private static final Duration STORED_EVERY = Duration.ofSeconds(10);

    private final Deployers deployers;
    private final Clock clock;
    private final Map<String, Sign> signs = new ConcurrentHashMap<>();

    /** @param storedAt when the last one was written, in milliseconds since the epoch */
    private record Sign(long at, String version, long storedAt) {}

    Presence(Deployers deployers, Clock clock) {
        this.deployers = deployers;
        this.clock = clock;
    }

    /** Notes that a deployer called. */
    void heardOf(RegisteredDeployer deployer, String version) {
        long now = clock.millis();
        Sign last = signs.getOrDefault(deployer.id(), new Sign(0, deployer.version(), 0));
        boolean store = now - last.storedAt() >= STORED_EVERY.toMillis() || !version.equals(last.version());
        signs.put(deployer.id(), new Sign(now, version, store ? now : last.storedAt()));
        if (store && !deployers.seen(deployer.id(), version, now)) {
            signs.remove(deployer.id());
        }
    }

    /** In milliseconds since the epoch; 0: never. */
    long seenAt(RegisteredDeployer deployer) {
        Sign last = signs.get(deployer.id());
        return last == null ? deployer.seenAt() : last.at();
    }

    boolean recent(RegisteredDeployer deployer) {
        return clock.millis() - seenAt(deployer) < ONLINE.toMillis();
    }

    void forget(RegisteredDeployer deployer) {
        signs.remove(deployer.id());
    }
}
