package com.dotscience.gateway.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs that call with the tokens of one deployer, by their Leases. One is there while it has a call open, and for a while after its
 * last one, since it may only have lost its connection. All times are of one steady clock, in milliseconds.
 */
final class Claimants {

    /** A deployer that has lost its connection tries again within 10 s. */
    static final Duration GONE_AFTER = Duration.ofSeconds(15);

    /** More are not told apart, so that no deployer fills the memory; one without a Lease is always noticed. */
    private static final int MAX_LEASES = 8;

    private final Map<String, Claimant> byLease = new LinkedHashMap<>();

    private static final class Claimant {
        private int open;
        private long calledAt;
        private long lastAt;
        private long ledAt;
        private boolean leads;
        private String version = "";
        private String standingBy = "";
        private String alone = "";
    }

    /**
     * Notes that a call has begun.
     *
     * @return whether one that writes without a Lease has appeared
     */
    synchronized boolean opened(LeaseClaim claim, String version, long now) {
        boolean appears = claim.writesWithoutLease() && withoutLease(now).isEmpty();
        byLease.values().removeIf(claimant -> !isThere(claimant, now));
        if (byLease.size() < MAX_LEASES || claim.writesWithoutLease() || byLease.containsKey(claim.lease())) {
            Claimant claimant = byLease.computeIfAbsent(claim.lease(), lease -> new Claimant());
            claimant.open++;
            claimant.calledAt = now;
            claimant.lastAt = now;
            claimant.version = version;
            if (claim.speaksForAll()) {
                claimant.leads = true;
                claimant.ledAt = now;
            }
        }
        return appears;
    }

    /** Notes that a call has ended. */
    synchronized void closed(LeaseClaim claim, long now) {
        Claimant claimant = byLease.get(claim.lease());
        if (claimant != null) {
            claimant.open = Math.max(0, claimant.open - 1);
            claimant.lastAt = now;
        }
    }

    /** Notes what one says of itself: why it does not write, or writes alone; each empty if it is not so. */
    synchronized void said(LeaseClaim claim, String standingBy, String alone) {
        Claimant claimant = byLease.get(claim.lease());
        if (claimant != null) {
            claimant.standingBy = standingBy;
            claimant.alone = alone;
        }
    }

    /** Notes that one that writes without a Lease was there when the Gateway ended, and may come back. */
    synchronized void remembered(String version, long now) {
        opened(LeaseClaim.NONE, version, now);
        closed(LeaseClaim.NONE, now);
    }

    /** Returns the version of one that writes without a Lease; empty if there is none. */
    synchronized Optional<String> withoutLease(long now) {
        return Optional.ofNullable(byLease.get(""))
                .filter(claimant -> isThere(claimant, now))
                .map(claimant -> claimant.version.isEmpty() ? LeaseClaim.UNKNOWN : claimant.version);
    }

    /** Returns whether one has called within the last while that speaks for all. */
    synchronized boolean isLed(long now) {
        return byLease.values().stream()
                .anyMatch(claimant -> claimant.leads && now - claimant.ledAt < GONE_AFTER.toMillis());
    }

    /** Returns what is wrong with them together, a sentence for people; empty if nothing is. */
    synchronized String trouble(long now) {
        Map<String, Claimant> calling = new LinkedHashMap<>(byLease);
        calling.keySet().removeAll(List.of("", LeaseClaim.IDLE));
        calling.values().removeIf(claimant -> now - claimant.calledAt >= GONE_AFTER.toMillis());
        long leases = calling.keySet().stream()
                .filter(lease -> !lease.equals(LeaseClaim.UNKNOWN))
                .count();
        Optional<String> without = withoutLease(now);
        String alone = without.map(version -> byLease.get("").alone).orElse("");
        if (without.isPresent() && (leases > 0 || alone.isEmpty() && !calling.isEmpty())) {
            return "version " + without.get()
                    + " runs with its token and writes without a Lease: others with its token stand by until that has ended";
        }
        if (leases > 1) {
            return leases
                    + " run with its token that have different Leases, in different clusters or namespaces, and each writes:"
                    + " give each a deployer of its own";
        }
        return without.isPresent() || isLed(now) ? alone : nobodyWrites(calling);
    }

    private static String nobodyWrites(Map<String, Claimant> calling) {
        return calling.values().stream()
                .map(claimant -> claimant.standingBy)
                .filter(sentence -> !sentence.isEmpty())
                .findFirst()
                .map(sentence -> "nothing is written: " + sentence)
                .orElse("");
    }

    private static boolean isThere(Claimant claimant, long now) {
        return claimant.open > 0 || now - claimant.lastAt < GONE_AFTER.toMillis();
    }
}
