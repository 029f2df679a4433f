package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.gateway.GatewayException;
import com.dotscience.deployer.gateway.GatewayUnavailableException;
import com.dotscience.testing.Embedded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Embedded
class GatewayPollRouteTest extends RouteTest {

    private static final String LIST = "gateway:list";
    private static final String UPDATES = "work:updates";

    GatewayPollRouteTest() {
        super("gateway-poll");
    }

    @Override
    List<String> edges() {
        return List.of(UPDATES);
    }

    @Override
    Map<String, String> settings() {
        return Map.of("deployer.poll.interval", "20ms");
    }

    @Test
    void aListIsAskedForAgainAndAgainAndWaitsWithAllOtherUpdates() {
        edge(LIST).whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody("the list"));

        await().until(() -> edge(UPDATES).getReceivedCounter() >= 3);
        assertThat(sentTo(UPDATES)).containsOnly("the list");
    }

    /** R1: no list is not an empty list. */
    @Test
    void whileTheGatewayIsAwayNothingIsSaidAndNothingSent() {
        failing(new GatewayUnavailableException("away"));
        edge(UPDATES).reset();

        int before = edge(LIST).getReceivedCounter();
        await().until(() -> edge(LIST).getReceivedCounter() >= before + 3);
        assertThat(errors.seen()).isEmpty();
        assertThat(sentTo(UPDATES)).isEmpty();
    }

    @Test
    void aListThatFailsOtherwiseIsSaidAndNothingIsSent() {
        GatewayException failure = new GatewayException("the list is longer than 256 MiB");
        failing(failure);
        edge(UPDATES).reset();

        await().until(() -> errors.seen().contains(failure));
        assertThat(sentTo(UPDATES)).isEmpty();
    }

    private void failing(Exception failure) {
        edge(LIST).whenAnyExchangeReceived(exchange -> {
            throw failure;
        });
    }
}
