package com.dotscience.testing.bench;

import com.dotscience.testing.AuditEvent;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a deployer asked of the API server in its life, by the API server's own log. */
final class Account {

    private static final Set<String> COMPLETE = Set.of("ResponseComplete", "Panic");

    private final List<AuditEvent> calls;

    /** @param log of that time, of everybody */
    Account(List<AuditEvent> log, String user) {
        // A watch lasts as long as the deployer, and costs nothing until there is news.
        calls = log.stream()
                .filter(call -> call.user().equals(user) && COMPLETE.contains(call.stage()))
                .filter(call -> !call.verb().equals("watch"))
                .toList();
    }

    /**
     * In words, what was asked more or less often than it had to be; nothing if that is nothing. Events that tell people of
     * writes are no more than there are writes.
     *
     * @param expected calls by their name, such as {@code create services}
     */
    List<String> differences(Map<String, Integer> expected) {
        Map<String, Integer> asked = new TreeMap<>();
        int events = 0;
        List<String> differences = new ArrayList<>();
        for (AuditEvent call : calls) {
            if (isOfWhatIsNotServed(call)) {
                asked.merge(Expected.NOT_SERVED, 1, Integer::sum);
            } else if (call.code() < 200 || call.code() >= 300) {
                differences.add("%s of %s/%s was answered with %d"
                        .formatted(name(call), call.namespace(), call.name(), call.code()));
            } else if (name(call).equals("create events")) {
                events++;
            } else {
                asked.merge(name(call), 1, Integer::sum);
            }
        }
        Set<String> names = new TreeSet<>(asked.keySet());
        names.addAll(expected.keySet());
        for (String name : names) {
            int really = asked.getOrDefault(name, 0);
            int wanted = expected.getOrDefault(name, 0);
            if (really != wanted) {
                differences.add("%s: %d times, and %d were to be expected".formatted(name, really, wanted));
            }
        }
        int writes = writes().size();
        if (events > writes) {
            differences.add("create events: %d times, for %d writes".formatted(events, writes));
        }
        return differences;
    }

    /**
     * The most writes of objects that were under way at a time. A call's end is written down when its answer was sent, by when
     * the one who asked may have begun the next.
     */
    int mostUnderWay() {
        record Moment(Instant at, int change) {}
        List<Moment> moments = new ArrayList<>();
        for (AuditEvent call : writes()) {
            moments.add(new Moment(call.received(), 1));
            moments.add(new Moment(call.answered(), -1));
        }
        // What ends and what begins in the same microsecond are not under way together.
        moments.sort(Comparator.comparing(Moment::at).thenComparing(Moment::change));
        int most = 0;
        int now = 0;
        for (Moment moment : moments) {
            now += moment.change();
            most = Math.max(most, now);
        }
        return most;
    }

    private List<AuditEvent> writes() {
        return calls.stream()
                .filter(AuditEvent::isWrite)
                .filter(call -> !call.resource().equals("events"))
                .toList();
    }

    private static boolean isOfWhatIsNotServed(AuditEvent call) {
        return call.verb().equals("get")
                && call.resource().isEmpty()
                && call.code() == HttpURLConnection.HTTP_NOT_FOUND;
    }

    private static String name(AuditEvent call) {
        return call.verb() + " " + call.resource();
    }
}
