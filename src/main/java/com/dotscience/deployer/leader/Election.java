package com.dotscience.deployer.leader;

import java.time.Instant;
import java.util.Optional;

/**
 * Decides for one candidate what to do about the Lease, and whether it leads. It knows no clock: all spans are of a steady clock's
 * nanoseconds, which the caller gives, so that no clock that is set changes anything.
 */
final class Election {

    private final String candidate;
    private final Terms terms;
    private Optional<LeaseState> last = Optional.empty();
    private long lastChange;
    private boolean renewed;
    private long lastRenewal;
    private boolean makesWay;
    private String ownWord = "";

    /** @param candidate the name by which the Lease tells it from others, which no other process has ever had */
    Election(String candidate, Terms terms) {
        this.candidate = candidate;
        this.terms = terms;
    }

    /**
     * Notes what the Lease says.
     *
     * @param seen empty if there is no Lease
     * @param now after the answer came, so that a slow answer makes nobody think that a holder has been silent for longer
     */
    synchronized void saw(Optional<LeaseState> seen, long now) {
        if (!seen.equals(last)) {
            last = seen;
            lastChange = now;
        }
        renewed = renewed && seen.filter(state -> state.isHeldBy(candidate)).isPresent();
    }

    /** Notes that somebody else has written the Lease meanwhile: who, the next look shows. */
    synchronized void lost() {
        renewed = false;
    }

    /** Notes that from now on it is about another Lease, of which nothing is known. */
    synchronized void forget() {
        last = Optional.empty();
        renewed = false;
    }

    /**
     * Returns what to write now; empty if there is nothing but to wait. One that makes way leaves a Lease that nobody holds to others for
     * a while.
     *
     * @param time for people who read the Lease
     */
    synchronized Optional<LeaseState> toWrite(long now, Instant time) {
        if (last.isEmpty()) {
            return Optional.of(new LeaseState(candidate, time, time, 0, "", ""));
        }
        LeaseState state = last.get();
        if (state.isHeldBy(candidate)) {
            return Optional.of(state.renewed(time));
        }
        boolean isLeft = now - lastChange >= terms.lease().toNanos();
        return isLeft || state.isFree() && !makesWay ? Optional.of(state.takenBy(candidate, time)) : Optional.empty();
    }

    /**
     * Notes whether the candidate lets others go first, because they may do better.
     */
    synchronized void makeWay(boolean forOthers) {
        makesWay = forOthers;
    }

    /** Returns whether the Lease says what this candidate wrote last, and nobody else has written it since. */
    synchronized boolean isOwnWord() {
        return last.filter(state -> state.version().equals(ownWord)).isPresent();
    }

    /**
     * Notes that the API server has taken what was written.
     *
     * @param asked before the request was sent, since from then on others may have seen it
     */
    synchronized void wrote(LeaseState state, long asked) {
        last = Optional.of(state);
        ownWord = state.version();
        lastChange = asked;
        renewed = state.isHeldBy(candidate);
        lastRenewal = asked;
    }

    /** Returns whether the candidate leads now. */
    synchronized boolean isLeading(long now) {
        return renewed && now - lastRenewal < terms.leading().toNanos();
    }

    /** Returns who holds the Lease as far as is known; empty if nobody does. */
    synchronized Optional<String> holder() {
        return last.map(LeaseState::holder).filter(name -> !name.isEmpty());
    }

    /** Returns whether there was no Lease when it was last looked at, or it was never looked at. */
    synchronized boolean isUnseen() {
        return last.isEmpty();
    }

    /** Returns what to write so that another can take over at once; empty if the candidate does not lead. */
    synchronized Optional<LeaseState> toGiveBack(long now, Instant time) {
        if (!isLeading(now)) {
            return Optional.empty();
        }
        renewed = false;
        return last.map(state -> state.givenBack(time));
    }
}
