package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.gateway.IdentityHints;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.IdentityClaim;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity by which this deployer recognizes its own objects (R3). If the identity would change while objects of
 * the former one exist, the former one stays in use, and nothing is written until a person has decided which is right.
 */
public final class IdentityInUse implements Supplier<Optional<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityInUse.class);

    private final Supplier<Optional<IdentityHints>> hints;
    private final Supplier<Optional<String>> set;
    private final Set<String> others;
    private final DesiredState state;
    private final ObservedState observed;
    private IdentityHints lastHints;
    private volatile Optional<String> inUse = Optional.empty();
    private volatile Optional<String> dispute = Optional.empty();
    private Optional<String> ignoredName = Optional.empty();

    /**
     * @param hints what the last connection to the Gateway revealed; empty until there was one
     * @param set gives the identity that the cluster's owner set; it is read each time
     * @param others identities that belong to other deployers in this cluster, as the cluster's owner says
     */
    public IdentityInUse(
            Supplier<Optional<IdentityHints>> hints,
            Supplier<Optional<String>> set,
            Set<String> others,
            DesiredState state,
            ObservedState observed) {
        this.hints = hints;
        this.set = set;
        this.others = Set.copyOf(others);
        this.state = state;
        this.observed = observed;
    }

    /** Returns the identity; empty until the Gateway was reached once, so nothing is planned before (R1). */
    @Override
    public Optional<String> get() {
        refreshIfNew();
        return inUse;
    }

    /** Returns a sentence that says why nothing may be written, and what to set; empty if writes are allowed. */
    public Optional<String> dispute() {
        refreshIfNew();
        return dispute;
    }

    /**
     * Returns whether the identity may still turn out to be wrong: this deployer owns no object, but another identity
     * does, and a wanted model deployment may show that its objects are of that identity.
     */
    public boolean isOpen() {
        return get().filter(identity -> !observed.owns(identity) && observed.isAnythingOwned())
                .isPresent();
    }

    /** Checks whether the identity still holds, by the objects that are there now. */
    public synchronized void refresh() {
        hints.get().ifPresent(this::refresh);
    }

    private void refreshIfNew() {
        IdentityHints latest = hints.get().orElse(null);
        synchronized (this) {
            if (latest != lastHints) {
                refresh(latest);
            }
        }
    }

    private void refresh(IdentityHints latest) {
        IdentityClaim claim = new IdentityClaim(set.get(), latest.ofToken(), latest.named(), others);
        if (!observed.synced()) {
            // Nothing is planned before the informers have synced; the objects that they find may contradict this
            // identity.
            inUse = inUse.or(() -> Optional.of(claim.identity()));
            return;
        }
        lastHints = latest;
        Optional<String> found = claim.dispute(inUse, observed::owns, othersOfDesired(claim.identity()));
        if (claim.former(inUse, observed::owns).isEmpty()) {
            use(claim);
        }
        if (!found.equals(dispute)) {
            found.ifPresentOrElse(
                    LOG::error, () -> LOG.info("This deployer's identity is no longer in dispute: writes go on"));
        }
        dispute = found;
    }

    private void use(IdentityClaim claim) {
        Optional<String> identity = Optional.of(claim.identity());
        if (!identity.equals(inUse)) {
            LOG.info("This deployer's identity is {}", claim.identity());
        }
        inUse = identity;
        Optional<String> named = claim.named().filter(name -> !name.equals(claim.identity()));
        if (!named.equals(ignoredName)) {
            named.ifPresent(name -> LOG.warn(
                    "The Gateway names the identity {}, which is not taken: this deployer's is {}",
                    name,
                    claim.identity()));
        }
        ignoredName = named;
    }

    /**
     * Returns the identities of the objects that wanted model deployments have already. It looks at all model
     * deployments, which is slow, but only while the deployer owns no object.
     */
    private Set<String> othersOfDesired(String identity) {
        if (observed.owns(identity)) {
            return Set.of();
        }
        return state.ids().stream()
                .flatMap(id -> observed.of(id, null, null).objects().stream())
                .flatMap(object -> Ownership.of(object).map(Ownership::identity).stream())
                .collect(Collectors.toSet());
    }
}
