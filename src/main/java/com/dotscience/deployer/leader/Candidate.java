package com.dotscience.deployer.leader;

import com.dotscience.text.Causes;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A deployer that writes only while it holds the Lease of its identity, and that asks for it all the time. */
public final class Candidate implements Leadership, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Candidate.class);

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** How often it is looked whether the identity is known by now, without which nothing can be asked. */
    private static final Duration UNKNOWN = Duration.ofMillis(100);

    private final Supplier<Optional<String>> identity;
    private final Function<String, LeaseObject> leases;
    private final Election election;
    private final Standing standing;
    private final Bid bid;
    private final Duration retry;
    private final LongSupplier nanoseconds;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore soon = new Semaphore(0);
    private final Thread thread = new Thread(this::stand, "leader");
    private volatile LeaseObject lease;
    private volatile boolean closing;
    private Optional<String> asked = Optional.empty();
    private Optional<String> said = Optional.of("not started");

    /**
     * @param leases makes what reads and writes the Lease of an identity
     * @param nanoseconds of a clock that nobody sets
     */
    Candidate(
            Supplier<Optional<String>> identity,
            Function<String, LeaseObject> leases,
            Election election,
            Standing standing,
            Bid bid,
            Duration retry,
            LongSupplier nanoseconds) {
        this.identity = identity;
        this.leases = leases;
        this.election = election;
        this.standing = standing;
        this.bid = bid;
        this.retry = retry;
        this.nanoseconds = nanoseconds;
        thread.setDaemon(true);
    }

    /**
     * Asks for nothing yet.
     *
     * @param name by which the Lease tells this process from all others
     * @param namespace of the Lease
     * @param mayWriteAlone whether it writes without its Lease where it is refused
     * @param identity whose Lease it is; empty until it is known
     */
    public static Candidate of(
            String name,
            KubernetesClient client,
            String namespace,
            boolean mayWriteAlone,
            Supplier<Optional<String>> identity,
            Neighbours neighbours,
            Clock clock) {
        Terms terms = Terms.standard();
        Election election = new Election(name, terms);
        return new Candidate(
                identity,
                of -> new LeaseObject(client, namespace, LeaseName.of(of), terms.lease(), PATIENCE),
                election,
                new Standing(election, neighbours, mayWriteAlone),
                new Bid(election, clock, System::nanoTime),
                terms.retry(),
                System::nanoTime);
    }

    /** Begins to ask for the Lease. */
    public void start() {
        thread.start();
    }

    @Override
    public Optional<String> standingBy() {
        return standing.by(nanoseconds.getAsLong());
    }

    @Override
    public Optional<String> trouble() {
        return standing.trouble();
    }

    @Override
    public Optional<String> alone() {
        return standing.alone();
    }

    @Override
    public Optional<String> lease() {
        if (standing.alone().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(lease).flatMap(LeaseObject::uid).orElse(UNKNOWN_LEASE));
    }

    @Override
    public void onTakeOver(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void handOver(Supplier<String> decisions, Consumer<String> successor) {
        bid.handOver(decisions, successor);
    }

    @Override
    public void recordSoon() {
        lookSoon();
    }

    /** Has the Lease looked at without waiting for the next time, since what is decided by has changed. */
    public void lookSoon() {
        soon.release();
    }

    private void stand() {
        try {
            while (!closing && standing.alone().isEmpty()) {
                try {
                    round();
                } catch (RuntimeException e) {
                    // Whatever is wrong with one round, the next one has to come: else nobody would ever lead again.
                    LOG.error("The Lease was not looked at", e);
                }
                if (soon.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS)) {
                    soon.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        if (lease == null) {
            return UNKNOWN;
        }
        return standing.isGivingBack() ? Standing.ENDING : retry;
    }

    /** One look at the Lease, unless it is this deployer's, and one write if there is something to write. */
    private void round() {
        Optional<String> current = identity.get();
        if (!current.equals(asked)) {
            asked = current;
            election.forget();
            lease = current.map(leases).orElse(null);
        }
        if (lease == null) {
            return;
        }
        try {
            long begun = nanoseconds.getAsLong();
            if (standing.makesWay(begun)) {
                bid.giveBack(lease);
            } else {
                bid.make(lease);
            }
            standing.well();
        } catch (KubernetesClientException e) {
            failed(e);
        }
        tell();
    }

    /** Somebody else was faster, which the next look shows; or the Lease cannot be had, which a person has to know. */
    private void failed(KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            election.lost();
            return;
        }
        standing.failed(lease, e);
    }

    private void tell() {
        Optional<String> latest = standingBy();
        if (latest.equals(said)) {
            return;
        }
        if (latest.isEmpty()) {
            if (standing.alone().isEmpty()) {
                LOG.info("This deployer leads: it holds {}", lease);
            }
            listeners.forEach(Runnable::run);
        } else if (said.isEmpty()) {
            LOG.warn("This deployer leads no longer; {}", latest.get());
        } else if (standing.trouble().isEmpty()) {
            LOG.info("This deployer is {}", latest.get());
        }
        said = latest;
    }

    /**
     * Stops asking, and gives the Lease back, so that another may write at once. Nothing of this deployer may be under way any more. A
     * renewal that is under way comes to its end before: the API server may have taken it, and then only its answer tells the version to
     * give back.
     */
    @Override
    public void close() {
        closing = true;
        lookSoon();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            bid.giveBack(lease);
        } catch (KubernetesClientException e) {
            LOG.warn("The Lease could not be given back, another waits until it has expired: {}", Causes.root(e));
        }
    }
}
