package com.dotscience.deployer.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What one route has done since it was started.
 *
 * @param state such as {@code Started}, as Camel names it
 * @param mean how long an exchange takes (milliseconds); none before the first
 * @param max how long the longest took (milliseconds); none before the first
 * @param last when the last exchange ended, completed or failed; none before the first
 */
public record RouteStatistics(
        String id,
        String state,
        long completed,
        long failed,
        long inFlight,
        Optional<Long> mean,
        Optional<Long> max,
        Optional<Instant> last) {

    /** The request by which Jolokia tells it. */
    static final String REQUEST = """
            {"type": "read",
             "mbean": "org.apache.camel:type=routes,*",
             "attribute": ["RouteId", "State", "ExchangesCompleted", "ExchangesFailed", "ExchangesInflight",
                           "MeanProcessingTime", "MaxProcessingTime",
                           "LastExchangeCompletedTimestamp", "LastExchangeFailureTimestamp"]}
            """;

    /** Reads the answer to {@link #REQUEST}, in the order of the ids. */
    static List<RouteStatistics> in(JsonNode answer) {
        return StreamSupport.stream(answer.get("value").spliterator(), false)
                .map(RouteStatistics::of)
                .sorted(Comparator.comparing(RouteStatistics::id))
                .toList();
    }

    private static RouteStatistics of(JsonNode route) {
        long completed = route.get("ExchangesCompleted").asLong();
        long failed = route.get("ExchangesFailed").asLong();
        boolean worked = completed + failed > 0;
        return new RouteStatistics(
                route.get("RouteId").asText(),
                route.get("State").asText(),
                completed,
                failed,
                route.get("ExchangesInflight").asLong(),
                worked ? Optional.of(route.get("MeanProcessingTime").asLong()) : Optional.empty(),
                worked ? Optional.of(route.get("MaxProcessingTime").asLong()) : Optional.empty(),
                Stream.of("LastExchangeCompletedTimestamp", "LastExchangeFailureTimestamp")
                        .map(route::path)
                        .filter(JsonNode::isTextual)
                        .map(time -> OffsetDateTime.parse(time.asText()).toInstant())
                        .max(Comparator.naturalOrder()));
    }
}
