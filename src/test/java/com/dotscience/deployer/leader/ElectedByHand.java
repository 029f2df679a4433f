package com.dotscience.deployer.leader;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A candidate whose rounds a test makes by hand, and whose Lease is a value that the test keeps. */
public final class ElectedByHand implements Leadership {

    private final Clock clock;

    /** Those of the processes that follow one another: each has a name that the one before did not have. */
    private final List<Election> elections;

    private int current;

    public ElectedByHand(String name, Clock clock) {
        this.clock = clock;
        this.elections = IntStream.range(0, 3)
                .mapToObj(each -> new Election(name + each, Terms.standard()))
                .toList();
    }

    /**
     * Begins anew as a process that knows nothing yet.
     *
     * @param former the number of the process before it, of which it must not have the name
     */
    public void begin(int former) {
        current = (former + 1) % elections.size();
        elections.get(current).forget();
    }

    /** Returns the number of the process. */
    public int number() {
        return current;
    }

    /**
     * Makes one round as {@link Candidate} does.
     *
     * @param lease what the Lease says, as an earlier round left it; null if there is none
     * @return what it says afterwards
     */
    public Object round(Object lease) {
        Election election = elections.get(current);
        if (!election.isLeading(now())) {
            election.saw(Optional.ofNullable((LeaseState) lease), now());
        }
        Optional<LeaseState> written = election.toWrite(now(), clock.instant())
                .map(state -> new LeaseState(
                        state.holder(),
                        state.acquired(),
                        state.renewed(),
                        state.transitions(),
                        state.record(),
                        next(state.version())));
        written.ifPresent(state -> election.wrote(state, now()));
        return written.isPresent() ? written.get() : lease;
    }

    private static String next(String version) {
        return Integer.toString(version.isEmpty() ? 1 : Integer.parseInt(version) + 1);
    }

    /** Returns who the Lease says leads; empty if nobody. */
    public static String holder(Object lease) {
        return lease == null ? "" : ((LeaseState) lease).holder();
    }

    /** Gives the Lease back, as a process does that ends in good order; returns what it says then. */
    public Object giveBack(Object lease) {
        return elections
                .get(current)
                .toGiveBack(now(), clock.instant())
                .<Object>map(state -> new LeaseState(
                        state.holder(),
                        state.acquired(),
                        state.renewed(),
                        state.transitions(),
                        state.record(),
                        next(state.version())))
                .orElse(lease);
    }

    private long now() {
        return TimeUnit.SECONDS.toNanos(clock.instant().getEpochSecond());
    }

    @Override
    public Optional<String> standingBy() {
        return elections.get(current).isLeading(now()) ? Optional.empty() : Optional.of("another leads");
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public Optional<String> alone() {
        return Optional.empty();
    }

    @Override
    public Optional<String> lease() {
        return Optional.of(UNKNOWN_LEASE);
    }

    @Override
    public void handOver(Supplier<String> decisions, Consumer<String> successor) {
        // In small worlds, each decides by itself.
    }

    @Override
    public void recordSoon() {
        // Nobody reads it.
    }

    @Override
    public void onTakeOver(Runnable listener) {
        // A test asks after each round.
    }
}
