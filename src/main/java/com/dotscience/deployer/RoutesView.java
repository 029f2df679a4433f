package com.dotscience.deployer;

import com.dotscience.api.VisibleJson;
import com.dotscience.deployer.console.RouteStatistics;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statistics of routes, for people and for programs. */
record RoutesView(List<RouteStatistics> routes) {

    private static final String GAP = "   ";

    private static final List<String> HEADINGS =
            List.of("ID", "STATE", "COMPLETED", "FAILED", "INFLIGHT", "MEAN", "MAX", "LAST");

    /** A table, as {@code ds} prints them: a dash where there is nothing, so that every row has as many words for awk. */
    List<String> lines(Instant now) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        routes.forEach(route -> rows.add(row(route, now)));
        return rows.stream().map(row -> line(row, rows)).toList();
    }

    /** Times in milliseconds; null where there is nothing. */
    String json() {
        try {
            return VisibleJson.of(new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(routes.stream().map(RoutesView::fields).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> fields(RouteStatistics route) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", route.id());
        fields.put("state", route.state());
        fields.put("completed", route.completed());
        fields.put("failed", route.failed());
        fields.put("inFlight", route.inFlight());
        fields.put("mean", route.mean().orElse(null));
        fields.put("max", route.max().orElse(null));
        fields.put("last", route.last().map(Instant::toString).orElse(null));
        return fields;
    }

    private static List<String> row(RouteStatistics route, Instant now) {
        return List.of(
                route.id(),
                route.state(),
                Long.toString(route.completed()),
                Long.toString(route.failed()),
                Long.toString(route.inFlight()),
                milliseconds(route.mean()),
                milliseconds(route.max()),
                route.last().map(last -> age(Duration.between(last, now))).orElse("-"));
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size() - 1; i++) {
            int column = i;
            int width = rows.stream()
                    .mapToInt(other -> other.get(column).length())
                    .max()
                    .orElse(0);
            line.append(row.get(i))
                    .append(" ".repeat(width - row.get(i).length()))
                    .append(GAP);
        }
        return line.append(row.get(row.size() - 1)).toString();
    }

    private static String milliseconds(Optional<Long> time) {
        return time.map(value -> value + "ms").orElse("-");
    }

    /** How long ago, as {@code kubectl get} says it. */
    private static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        } else if (seconds < 2 * 3600) {
            return seconds / 60 + "m";
        } else if (seconds < 48 * 3600) {
            return seconds / 3600 + "h";
        }
        return seconds / 86400 + "d";
    }
}
