package com.dotscience.deployer.leader;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Whether this deployer is the one of its identity that writes, reports and answers. */
public interface Leadership {

    /** What is told in place of a Lease while it is not known which one it is. */
    String UNKNOWN_LEASE = "unknown";

    /** Returns why it is not, a sentence for people that names who is; empty if it is. */
    Optional<String> standingBy();

    /** Returns why it cannot even ask to be, a sentence for people; empty if it can. */
    Optional<String> trouble();

    /** Returns why it writes without a Lease although it asks for one, a sentence for people; empty if it does not. */
    Optional<String> alone();

    /**
     * Returns the uid of the Lease that it agrees by with others, which no other Lease has, or {@link #UNKNOWN_LEASE} until that is known;
     * empty if it writes without one.
     */
    Optional<String> lease();

    /** Adds a listener, which is called each time that this deployer becomes the one. */
    void onTakeOver(Runnable listener);

    /**
     * Says how decisions reach the one that leads next.
     *
     * @param decisions gives what has been decided, as it is to be recorded
     * @param successor is called with what another recorded, before this deployer becomes the one
     */
    void handOver(Supplier<String> decisions, Consumer<String> successor);

    /** Has recorded what has been decided, without waiting for the next time. */
    void recordSoon();

    /** That of a deployer which asks for no Lease, and writes. */
    static Leadership withoutLease() {
        return new Unasked(Optional.empty());
    }

    /** That of a deployer which asks for no Lease, since it writes nothing. */
    static Leadership ofNoWriter() {
        return new Unasked(Optional.of("idle"));
    }
}
