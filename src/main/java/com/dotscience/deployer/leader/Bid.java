package com.dotscience.deployer.leader;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The bid of one candidate for one Lease: what the election decides is asked of the API server. With the Lease, it hands over what the one
 * that led before has decided. All methods throw {@link KubernetesClientException} as {@link LeaseObject} does.
 */
final class Bid {

    private final Election election;
    private final Clock clock;
    private final LongSupplier nanoseconds;
    private volatile Supplier<String> decisions = () -> "";
    private volatile Consumer<String> successor = left -> {};

    /** @param nanoseconds of a clock that nobody sets */
    Bid(Election election, Clock clock, LongSupplier nanoseconds) {
        this.election = election;
        this.clock = clock;
        this.nanoseconds = nanoseconds;
    }

    /**
     * Says how decisions reach the one that leads next.
     *
     * @param latest gives what has been decided
     * @param next takes what another has decided
     */
    void handOver(Supplier<String> latest, Consumer<String> next) {
        decisions = latest;
        successor = next;
    }

    /** Looks at the Lease, unless it is this candidate's, and writes it if there is something to write. */
    void make(LeaseObject lease) {
        if (!election.isLeading(nanoseconds.getAsLong())) {
            Optional<LeaseState> seen = lease.read();
            election.saw(seen, nanoseconds.getAsLong());
        }
        long begun = nanoseconds.getAsLong();
        election.toWrite(begun, clock.instant()).ifPresent(state -> write(lease, state, begun));
    }

    /** What another has decided is known before this one leads. */
    private void write(LeaseObject lease, LeaseState state, long begun) {
        boolean inherits = !election.isOwnWord();
        LeaseState written = lease.write(inherits ? state : state.recording(decisions.get()));
        if (inherits) {
            successor.accept(written.record());
        }
        election.wrote(written, begun);
    }

    /** Gives the Lease back, if it is this candidate's. */
    void giveBack(LeaseObject lease) {
        long begun = nanoseconds.getAsLong();
        election.toGiveBack(begun, clock.instant())
                .ifPresent(state -> election.wrote(lease.write(state.recording(decisions.get())), begun));
    }
}
