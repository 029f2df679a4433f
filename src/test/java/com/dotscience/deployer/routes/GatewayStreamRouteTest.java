package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.gateway.GatewayComponent;
import com.dotscience.testing.Embedded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class GatewayStreamRouteTest extends RouteTest {

    private static final String POLL = "direct:gateway-poll";
    private static final String UPDATES = "work:updates";

    private final List<String> order = new ArrayList<>();

    GatewayStreamRouteTest() {
        super("gateway-stream");
    }

    @Override
    List<String> startedByTest() {
        return List.of("gateway-stream");
    }

    @Override
    List<String> edges() {
        return List.of(POLL, UPDATES);
    }

    @BeforeEach
    void noteTheOrder() {
        edges().forEach(uri -> edge(uri).whenAnyExchangeReceived(exchange -> order.add(uri)));
    }

    @Test
    void aConnectionIsFollowedByAList() {
        event(GatewayComponent.CONNECTED, null);

        assertThat(order).containsExactly(POLL);
    }

    @Test
    void newsWaitWithAllOthers() {
        event(GatewayComponent.UPDATE, "news");

        assertThat(order).containsExactly(UPDATES);
        assertThat(sentTo(UPDATES)).containsExactly("news");
    }

    private void event(String event, Object body) {
        template().sendBodyAndHeader("direct:start", body, GatewayComponent.EVENT, event);
    }
}
