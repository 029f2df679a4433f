package com.dotscience.system.soak;

import java.util.List;

/** What goes wrong, and what a deployer says of it. */
enum Trouble {
    TOO_MANY_REQUESTS(notHeard("too many for now"), Excuse.ofWrite("too many for now")),
    NO_LEADER(notHeard("etcd has no leader"), Excuse.ofWrite("etcd has no leader")),
    NOT_READY(notHeard("not ready"), Excuse.ofWrite("not ready")),
    TOOK_TOO_LONG(notHeard("took too long"), Excuse.ofWrite("took too long")),
    REFUSED_WRITES(Excuse.ofWrite("writes are not taken")),
    RESET(notHeard(".*"), Excuse.ofWrite(".*")),
    UNANSWERED(notHeard(".*"), Excuse.ofWrite(".*")),
    LOST_ANSWERS(notHeard(".*"), Excuse.ofWrite(".*")),
    CUT_ANSWERS(notHeard(".*"), Excuse.ofWrite(".*")),
    SLOW_ANSWERS,
    EXPIRED_WATCHES,
    GATEWAY_FROZEN,
    GATEWAY_RESTARTED(Excuse.of("Link", "Lost the connection to the Gateway at .*"));

    private final List<Excuse> excuses;

    Trouble(Excuse... excuses) {
        this.excuses = List.of(excuses);
    }

    private static Excuse notHeard(String why) {
        return Excuse.of(
                "ApiServerConnection",
                "The API server is not heard, trying again for ever; models keep running meanwhile: " + why);
    }

    List<Excuse> excuses() {
        return excuses;
    }
}
