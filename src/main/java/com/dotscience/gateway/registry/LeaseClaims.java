package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.store.DatabaseUnavailable;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.stream.Hub;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which of the programs that call with one token agree by a Lease which of them writes, and tells those that do while another one
 * writes without asking (R13), such as version 0.1.0 in the course of an upgrade. That there is such a one is stored, since after a restart
 * of the Gateway the others may connect before it does.
 */
public final class LeaseClaims {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseClaims.class);

    private final Deployers deployers;
    private final Hub<Deployment> streams;
    private final Clock steady;
    private final Map<String, Claimants> claimants = new ConcurrentHashMap<>();
    private final Map<String, String> stored = new HashMap<>();

    /** The deployers whose programs were told of one without a Lease, and not yet that it has gone. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param streams by which deployers are told that there is something to ask for
     * @param steady measures how much time has passed
     */
    LeaseClaims(Deployers deployers, Hub<Deployment> streams, Clock steady) {
        this.deployers = deployers;
        this.streams = streams;
        this.steady = steady;
    }

    /** Reads what is stored. Whoever wrote without a Lease when the Gateway ended has some time to come back. */
    void load() {
        stored.putAll(deployers.withoutLease());
        stored.forEach((deployer, version) -> of(deployer).remembered(version, steady.millis()));
    }

    /** Notes that a call has begun. */
    public void opened(String deployerId, LeaseClaim claim, String version) {
        if (of(deployerId).opened(claim, version, steady.millis())) {
            told.add(deployerId);
            tell(deployerId);
        }
    }

    /** Notes that a call has ended. */
    public void closed(String deployerId, LeaseClaim claim) {
        Optional.ofNullable(claimants.get(deployerId)).ifPresent(all -> all.closed(claim, steady.millis()));
    }

    /** Notes what a program says of itself: why it does not write, or writes alone; each empty if it is not so. */
    public void said(String deployerId, LeaseClaim claim, String standingBy, String alone) {
        of(deployerId).said(claim, standingBy, alone);
    }

    /** Returns what this program is to be told: the version of another that writes without a Lease; empty if there is none. */
    public String withoutLease(String deployerId, LeaseClaim claim) {
        return claim.writesWithoutLease() ? "" : withoutLease(deployerId);
    }

    private String withoutLease(String deployerId) {
        return Optional.ofNullable(claimants.get(deployerId))
                .flatMap(all -> all.withoutLease(steady.millis()))
                .orElse("");
    }

    /** Returns what is wrong with the programs of a deployer together, a sentence for people; empty if nothing is. */
    String trouble(String deployerId) {
        return Optional.ofNullable(claimants.get(deployerId))
                .map(all -> all.trouble(steady.millis()))
                .orElse("");
    }

    /** Stores what has changed, and tells those that wait for one without a Lease that it has gone. One thread does so, now and again. */
    void review() {
        try {
            claimants.keySet().forEach(this::review);
            stored.keySet().retainAll(claimants.keySet());
        } catch (DatabaseUnavailable e) {
            LOG.debug("Which deployers write without a Lease is stored later: {}", e.getMessage());
        }
    }

    private void review(String deployerId) {
        String now = withoutLease(deployerId);
        String before = stored.getOrDefault(deployerId, "");
        if (now.isEmpty() && (told.remove(deployerId) || !before.isEmpty())) {
            tell(deployerId);
        }
        if (now.equals(before)) {
            return;
        }
        deployers.setWithoutLease(deployerId, now);
        stored.put(deployerId, now);
    }

    private void tell(String deployerId) {
        streams.publish(deployerId, "", Deployment.getDefaultInstance());
    }

    private Claimants of(String deployerId) {
        return claimants.computeIfAbsent(deployerId, id -> new Claimants());
    }

    /** Forgets a deployer that was deleted. */
    public void forget(String deployerId) {
        claimants.remove(deployerId);
        told.remove(deployerId);
    }
}
