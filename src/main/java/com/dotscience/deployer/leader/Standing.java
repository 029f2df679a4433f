package com.dotscience.deployer.leader;

import com.dotscience.text.Causes;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a candidate may write, and if not, why, in words. One thread writes it; any thread may read it. */
final class Standing {

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    /** There is no right to the Lease, or no namespace for it. */
    private static final Set<Integer> REFUSALS =
            Set.of(HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND);

    /** By then what was under way has ended; what has not is refused by its resourceVersion once another has written. */
    static final Duration ENDING = Duration.ofSeconds(1);

    private final Election election;
    private final Neighbours neighbours;
    private final boolean mayWriteAlone;
    private final MakingWay way = new MakingWay();
    private volatile Optional<String> trouble = Optional.empty();

    /** Once it is, it stays so: the Gateway knows its streams as those of one that writes without a Lease. */
    private volatile Optional<String> alone = Optional.empty();

    private volatile OptionalLong givingBackSince = OptionalLong.empty();

    /** @param mayWriteAlone whether a deployer that is refused its Lease writes without it */
    Standing(Election election, Neighbours neighbours, boolean mayWriteAlone) {
        this.election = election;
        this.neighbours = neighbours;
        this.mayWriteAlone = mayWriteAlone;
    }

    /**
     * Returns why the candidate does not write, a sentence for people; empty if it does.
     *
     * @param now of a steady clock, in nanoseconds
     */
    Optional<String> by(long now) {
        if (alone.isPresent()) {
            return Optional.empty();
        }
        if (!election.isLeading(now)) {
            return Optional.of(trouble.orElseGet(() -> election.holder()
                    .map(holder -> "standing by: " + holder + " leads")
                    .orElse("standing by: nobody leads yet")));
        }
        if (isGivingBack()) {
            return Optional.of("standing by: it does not hear the Gateway, and lets another lead that may hear it");
        }
        return neighbours
                .withoutLease()
                .get()
                .map(version -> "standing by: another deployer with this token, version " + version
                        + ", writes without a Lease: it writes until it has ended");
    }

    /** Returns why the Lease cannot be had; empty if it can, or if it need not be had. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Returns why the deployer writes without the Lease; empty if it does not. */
    Optional<String> alone() {
        return alone;
    }

    /**
     * Decides whether the candidate gives its Lease back now, so that another leads that hears the Gateway. It writes nothing from the first
     * call on at which this is due, so that nothing of it is under way then.
     */
    boolean makesWay(long now) {
        way.heardNothingFor(neighbours.silence().get());
        election.makeWay(way.forOthers());
        if (!way.isDue() || !election.isLeading(now)) {
            givingBackSince = OptionalLong.empty();
            return false;
        }
        if (!isGivingBack()) {
            givingBackSince = OptionalLong.of(now);
        }
        if (now - givingBackSince.getAsLong() < ENDING.toNanos()) {
            return false;
        }
        way.done();
        givingBackSince = OptionalLong.empty();
        return true;
    }

    /** Returns whether the candidate is about to give its Lease back, {@link #ENDING} after it wrote last. */
    boolean isGivingBack() {
        return givingBackSince.isPresent();
    }

    /** Notes that the API server answers about the Lease. */
    void well() {
        trouble = Optional.empty();
    }

    /** Notes that the API server refuses, or does not answer. No other can hold a Lease that was never seen and that nobody may have. */
    void failed(LeaseObject lease, KubernetesClientException failure) {
        String words = lease + " cannot be had: "
                + Optional.ofNullable(failure.getStatus())
                        .map(Status::getMessage)
                        .orElseGet(() -> Causes.root(failure));
        if (mayWriteAlone && election.isUnseen() && REFUSALS.contains(failure.getCode())) {
            LOG.warn(
                    "This deployer works alone, without a Lease, until it is started again: {}. Only others that have a Lease may run"
                            + " beside it, and they wait.",
                    words);
            alone = Optional.of("works alone, without a Lease: " + words);
            trouble = Optional.empty();
            return;
        }
        Optional<String> latest = Optional.of("standing by: " + words);
        if (!latest.equals(trouble)) {
            LOG.warn("{}. Asking for it again all the time.", latest.get());
        }
        trouble = latest;
    }
}
