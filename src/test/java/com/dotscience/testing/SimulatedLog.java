package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a container would write that serves no model, since there is none: two lines, each with its time. */
final class SimulatedLog {

    private SimulatedLog() {}

    /**
     * What the API server says of it.
     *
     * @param asked the parameters of the request: {@code container}, {@code tailLines}, {@code sinceSeconds}, {@code sinceTime}
     */
    static String of(Pod pod, Map<String, String> asked) {
        List<String> lines = pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(asked.getOrDefault("container", status.getName())))
                .flatMap(SimulatedLog::lines)
                .filter(line -> !at(line).isBefore(since(asked)))
                .toList();
        int tail = Integer.parseInt(asked.getOrDefault("tailLines", Integer.toString(lines.size())));
        return lines.stream().skip(Math.max(0, lines.size() - tail)).collect(Collectors.joining());
    }

    private static Stream<String> lines(ContainerStatus status) {
        Instant started = Instant.parse(status.getState().getRunning().getStartedAt());
        List<String> said = List.of("Starting " + status.getImage(), "Nothing runs here, and no model is served");
        return IntStream.range(0, said.size()).mapToObj(i -> started.plusMillis(i) + " " + said.get(i) + "\n");
    }

    private static Instant at(String line) {
        return Instant.parse(line.substring(0, line.indexOf(' ')));
    }

    private static Instant since(Map<String, String> asked) {
        return asked.containsKey("sinceSeconds")
                ? Instant.now().minusSeconds(Long.parseLong(asked.get("sinceSeconds")))
                : Instant.parse(asked.getOrDefault("sinceTime", Instant.EPOCH.toString()));
    }
}
