package com.dotscience.deployer;

import com.dotscience.api.VisibleJson;
import com.dotscience.deployer.console.RouteStatistics;
import com.dotscience.text.Age;
import com.dotscience.text.Table;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statistics of routes, for people and for programs. */
record RoutesView(List<RouteStatistics> routes) {

    /** A table, as {@code ds} prints them. */
    List<String> lines(Instant now) {
        Table table = new Table("ID", "STATE", "COMPLETED", "FAILED", "INFLIGHT", "MEAN", "MAX", "LAST");
        routes.forEach(route -> table.row(row(route, now)));
        return table.lines();
    }

    /** One JSON object for each route; times are in milliseconds, and null where there is none. */
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

    private static String[] row(RouteStatistics route, Instant now) {
        return new String[] {
            route.id(),
            route.state(),
            Long.toString(route.completed()),
            Long.toString(route.failed()),
            Long.toString(route.inFlight()),
            milliseconds(route.mean()),
            milliseconds(route.max()),
            route.last().map(last -> Age.brief(Duration.between(last, now))).orElse("")
        };
    }

    private static String milliseconds(Optional<Long> time) {
        return time.map(value -> value + "ms").orElse("");
    }
}
