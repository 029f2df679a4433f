package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.AuditTail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Holds a deployer to what the API server has written down of its life. */
final class Audited {

    /** As many writes as it is shipped to have under way, and a few whose end is written down late. */
    private static final int UNDER_WAY = 16 + 4;

    /** How long the API server may take to write down the last calls. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AuditTail tail;
    private final String user;
    private final List<AuditEvent> log = new ArrayList<>();

    /** @param tail of what is asked from its start on */
    Audited(AuditTail tail, String user) {
        this.tail = tail;
        this.user = user;
    }

    /** To be called when it has ended: what it asked for but was not expected to, or too much of at a time, in words. */
    List<String> faults(Expected expected) {
        List<String> faults = new ArrayList<>();
        try {
            await().atMost(PATIENCE).until(() -> differences(expected).isEmpty());
            System.out.println("  calls: exactly the writes and the informers' lists");
        } catch (ConditionTimeoutException e) {
            faults.addAll(differences(expected));
        }
        int most = new Account(log, user).mostUnderWay();
        if (most > UNDER_WAY) {
            faults.add(most + " writes were under way at a time, and " + UNDER_WAY + " may be");
        }
        faults.forEach(fault -> System.out.println("  FAULT: " + fault));
        return faults;
    }

    private List<String> differences(Expected expected) {
        log.addAll(tail.next());
        return new Account(log, user).differences(expected.calls());
    }
}
