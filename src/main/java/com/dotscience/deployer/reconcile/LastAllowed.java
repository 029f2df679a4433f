package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.limits.Asked;
import com.dotscience.deployer.plan.limits.Breach;
import com.dotscience.deployer.plan.limits.Limits;
import com.dotscience.deployer.plan.limits.Ruling;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The version of each model deployment that the limits of the cluster's owner allowed last (R12). While a newer version is
 * refused, the allowed one stays wanted, so that it is healed. After a restart it is read back from the objects, as far as they
 * show it.
 */
final class LastAllowed {

    /** @param allowed the version that was allowed last; null if none was */
    private record Known(Deployment allowed, List<Breach> left, Ruling ruling) {

        private static final Known NOTHING = new Known(null, List.of(), Ruling.ALLOWED);
    }

    /** What was asked for, and what it breaks. */
    private record Looked(Asked asked, List<Breach> breaches) {}

    private final Limits limits;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Looked> lookedLast = new ConcurrentHashMap<>();

    LastAllowed(Limits limits) {
        this.limits = limits;
    }

    /**
     * Returns the version to make: the wanted one, or the one that was allowed before; empty if nothing may be changed.
     *
     * @param own the objects of this model deployment in the cluster
     * @param running the version from which they were made, as far as it can be read back
     */
    Optional<Deployment> allowed(Asked asked, List<HasMetadata> own, Supplier<Optional<Deployment>> running) {
        List<Breach> breaches = breaches(asked);
        Known now = known.compute(asked.wanted().getId(), (id, last) -> {
            Known before = last == null ? Known.NOTHING : last;
            Ruling ruling = Ruling.on(breaches, own, before.left);
            if (ruling.refused().isEmpty()) {
                return new Known(asked.wanted(), ruling.left(), ruling);
            }
            return before.allowed == null && !own.isEmpty()
                    ? running.get().map(runs -> ranBefore(runs, ruling)).orElse(new Known(null, before.left, ruling))
                    : new Known(before.allowed, before.left, ruling);
        });
        return Optional.ofNullable(now.allowed);
    }

    /** Looks only at what is not asked for again: limits never change while the deployer runs. */
    private List<Breach> breaches(Asked asked) {
        return lookedLast.compute(
                        asked.wanted().getId(),
                        (id, last) -> last != null && last.asked.equals(asked)
                                ? last
                                : new Looked(asked, limits.breaches(asked)))
                .breaches;
    }

    /**
     * Returns the entry for objects that an earlier run of the deployer made. Whatever breaks a limit in them was there
     * before, so it is left as it is.
     */
    private Known ranBefore(Deployment runs, Ruling ruling) {
        return new Known(runs, limits.breaches(new Asked(runs, false, false)), ruling);
    }

    /** Returns what would be said of this if it were wanted. */
    Ruling foretold(Asked asked, List<HasMetadata> own) {
        Known before = known.getOrDefault(asked.wanted().getId(), Known.NOTHING);
        return Ruling.on(limits.breaches(asked), own, before.left);
    }

    /** Returns the version that was allowed last; empty if none was, or if nothing is wanted. */
    Optional<Deployment> last(String id) {
        return Optional.ofNullable(known.get(id)).map(Known::allowed);
    }

    /** Returns why the wanted version is refused, for people; empty if it is not. */
    Optional<String> refusal(String id) {
        return Optional.ofNullable(known.get(id)).flatMap(last -> last.ruling.refusal());
    }

    /** Returns what is left as it is although it breaks a limit, for people; empty if there is no such thing. */
    Optional<String> remark(String id) {
        return Optional.ofNullable(known.get(id)).flatMap(last -> last.ruling.remark());
    }

    /** Forgets an id that is no longer wanted. */
    void forget(String id) {
        known.remove(id);
        lookedLast.remove(id);
    }
}
