package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.gateway.GatewayComponent;
import com.dotscience.deployer.gateway.GatewayException;
import com.dotscience.deployer.gateway.GatewayUnavailableException;
import com.dotscience.testing.Embedded;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gateway-stream} and {@code gateway-poll} together: what one of them handles does not end the other's work. */
@Embedded
class ConnectedRouteTest extends RouteTest {

    private final AtomicInteger reportedAgain = new AtomicInteger();

    ConnectedRouteTest() {
        super("gateway-stream", "gateway-poll");
    }

    @Override
    List<String> edges() {
        return List.of("work:updates");
    }

    @Override
    List<String> startedByTest() {
        return List.of("gateway-stream");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("reports", new ReportsAgain(reportedAgain::incrementAndGet));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingIsReportedAgainAlsoWhereTheListFails(boolean away) {
        edge("gateway:list").whenAnyExchangeReceived(exchange -> {
            throw away ? new GatewayUnavailableException("away") : new GatewayException("the list is too long");
        });

        template().sendBodyAndHeader("direct:start", null, GatewayComponent.EVENT, GatewayComponent.CONNECTED);

        assertThat(reportedAgain).hasValue(1);
    }
}
