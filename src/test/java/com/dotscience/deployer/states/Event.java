package com.dotscience.deployer.states;

/** What may happen next. The first model deployment, "a", is the one that things happen to; "b" lives beside it. */
enum Event {
    /** People want another version of "a", or want it again. */
    CHANGE(Kind.WISH),
    /** Another namespace is wanted for "a". */
    MOVE(Kind.WISH),
    /** A person removes "a", and confirms it. */
    REMOVE(Kind.TOMBSTONE),
    /** Both are removed, and nobody has confirmed that. */
    REMOVE_BOTH(Kind.TOMBSTONE),
    /** The Gateway sends its whole list. */
    LIST(Kind.LIST),
    /** The Gateway sends a list in which "a" is missing by mistake. */
    PARTIAL_LIST(Kind.LIST),
    /** The Gateway sends an empty list by mistake. */
    EMPTY_LIST(Kind.LIST),
    /** The list comes that was asked for before the latest change. */
    LATE_LIST(Kind.LATE_LIST),
    /** The Gateway's next news do not arrive. */
    LOSE_NEWS(Kind.LOST_NEWS),
    /** The watches show nothing new any more; or they go on, and show all that happened meanwhile. */
    STALE_WATCH(Kind.STALE_WATCH),
    /** The next write does not reach the API server. */
    FAIL_BEFORE(Kind.FAIL_BEFORE),
    /** The next write is made, and its answer is lost. */
    FAIL_AFTER(Kind.FAIL_AFTER),
    /** The process dies after its next write is made, and another follows it. */
    CRASH(Kind.CRASH),
    /** The process ends in good order, and another follows it. */
    RESTART(Kind.RESTART),
    /** Before its next write the process stands still until a second deployer has taken over and done its work. */
    SECOND(Kind.SECOND),
    /** An admission begins to rewrite the object of "a", or ends. */
    ADMISSION(Kind.ADMISSION),
    /** The cluster's owner holds every write, or ends that. */
    HOLD(Kind.HOLD),
    /** Somebody changes the object of "a". */
    DRIFT(Kind.DRIFT),
    /** Somebody makes an object of their own in the place of that of "a". */
    FOREIGN(Kind.FOREIGN),
    /** Somebody deletes the object of "a", which a finalizer holds back. */
    TERMINATE(Kind.TERMINATE),
    /** A minute passes, within which what is being deleted goes, and what rolls out becomes ready. */
    MINUTE(Kind.TIME);

    /** The kinds of event, each of which has to earn its place. */
    enum Kind {
        WISH,
        TOMBSTONE,
        LIST,
        LATE_LIST,
        LOST_NEWS,
        STALE_WATCH,
        FAIL_BEFORE,
        FAIL_AFTER,
        CRASH,
        RESTART,
        SECOND,
        ADMISSION,
        HOLD,
        DRIFT,
        FOREIGN,
        TERMINATE,
        TIME
    }

    private final Kind kind;

    Event(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
