package com.dotscience.testing.kubelet;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one run of a container has written, each line with its time; the last of it, if it is much. */
final class ContainerLog {

    private static final int MOST_LINES = 10_000;

    private record Line(Instant at, String text) {}

    private final Deque<Line> lines = new ArrayDeque<>();
    private Instant last = Instant.MIN;

    synchronized void add(String text) {
        // No two at the same time: who asks for what came after one must not miss the other.
        Instant now = Instant.now();
        last = now.isAfter(last) ? now : last.plusNanos(1);
        lines.add(new Line(last, text));
        if (lines.size() > MOST_LINES) {
            lines.remove();
        }
    }

    /**
     * What the API server says of it.
     *
     * @param asked the parameters of the request: {@code tailLines}, {@code sinceSeconds}, {@code sinceTime}, {@code timestamps}
     */
    synchronized String text(Map<String, String> asked) {
        Instant since = since(asked);
        List<Line> wanted =
                lines.stream().filter(line -> !line.at().isBefore(since)).toList();
        int tail = Integer.parseInt(asked.getOrDefault("tailLines", Integer.toString(wanted.size())));
        boolean stamped = Boolean.parseBoolean(asked.get("timestamps"));
        return wanted.stream()
                .skip(Math.max(0, wanted.size() - tail))
                .map(line -> (stamped ? line.at() + " " : "") + line.text() + "\n")
                .collect(Collectors.joining());
    }

    private static Instant since(Map<String, String> asked) {
        return asked.containsKey("sinceSeconds")
                ? Instant.now().minusSeconds(Long.parseLong(asked.get("sinceSeconds")))
                : Instant.parse(asked.getOrDefault("sinceTime", Instant.MIN.toString()));
    }
}
