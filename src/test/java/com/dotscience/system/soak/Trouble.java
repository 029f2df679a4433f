package com.dotscience.system.soak;

import java.util.List;

/** What goes wrong, and what a deployer says of it. */
enum Trouble {
    TOO_MANY_REQUESTS(
            notHeard("too many for now"),
            Excuse.ofWrite("too many for now"),
            noEvents("too many for now"),
            // It is not sent, so that the fault does not hit it.
            Excuse.ofAnyWrite("the API server asks not to be asked before \\S+")),
    NO_LEADER(notHeard("etcd has no leader"), Excuse.ofWrite("etcd has no leader"), noEvents("etcd has no leader")),
    NOT_READY(notHeard("not ready"), Excuse.ofWrite("not ready"), noEvents("not ready")),
    TOOK_TOO_LONG(notHeard("took too long"), Excuse.ofWrite("took too long"), noEvents("took too long")),
    REFUSED_WRITES(Excuse.ofWrite("writes are not taken")),
    RESET(notHeard(Trouble.CLOSED), Excuse.ofAnyWrite(Trouble.CLOSED)),
    UNANSWERED(notHeard(Trouble.CLOSED), Excuse.ofAnyWrite(Trouble.CLOSED)),
    LOST_ANSWERS(notHeard(Trouble.CLOSED), Excuse.ofAnyWrite(Trouble.CLOSED)),
    CUT_ANSWERS(notHeard(Trouble.CLOSED), Excuse.ofAnyWrite(Trouble.CLOSED)),
    SLOW_ANSWERS,
    EXPIRED_WATCHES,
    GATEWAY_FROZEN,
    GATEWAY_RESTARTED(Excuse.of("Link", "Lost the connection to the Gateway at .*"));

    /** Whoever writes on a connection that is cut meets this, also one whose request the fault has not seen. */
    private static final String CLOSED = "Connection was closed";

    private final List<Excuse> excuses;

    Trouble(Excuse... excuses) {
        this.excuses = List.of(excuses);
    }

    private static Excuse notHeard(String why) {
        return Excuse.of(
                "ApiServerConnection",
                "The API server is not heard, trying again for ever; models keep running meanwhile: "
                        + "(no watch on .*|" + why + ")");
    }

    private static Excuse noEvents(String why) {
        return Excuse.of("Events", "The API server takes no Events, changes are made all the same: " + why);
    }

    List<Excuse> excuses() {
        return excuses;
    }
}
