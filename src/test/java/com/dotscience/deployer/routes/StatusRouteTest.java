package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.gateway.GatewayException;
import com.dotscience.deployer.gateway.GatewayUnavailableException;
import com.dotscience.testing.Embedded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.ExchangeProperty;
import org.junit.jupiter.api.Test;

@Embedded
class StatusRouteTest extends RouteTest {

    private static final String UPDATE = "gateway:updateDeployment";

    private final Due reports = new Due();

    StatusRouteTest() {
        super("status");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("reports", reports);
    }

    @Override
    Map<String, String> settings() {
        return Map.of("deployer.status.interval", "20ms");
    }

    @Test
    void whatIsDueIsSent() {
        reports.due.addAll(List.of("a is ready", "b is ready"));
        await().until(() -> sent().size() == 2);

        reports.due.add("a is gone");

        await().until(() -> sent().size() == 3);
        assertThat(sent()).containsExactlyInAnyOrder("a is ready", "b is ready", "a is gone");
    }

    /** It is reported again when the Gateway is there again, which says so itself. */
    @Test
    void ofAReportThatWasLostNothingIsSaid() {
        failing("a is ready", new GatewayUnavailableException("away"));

        reports.due.addAll(List.of("a is ready", "b is ready"));

        await().until(() -> sent().size() == 2);
        assertThat(errors.seen()).isEmpty();
    }

    /** R7: nor does it keep the others back. */
    @Test
    void aReportThatTheGatewayRefusesIsSaid() {
        GatewayException refused = new GatewayException("this deployer has no model deployment 'a'");
        failing("a is ready", refused);

        reports.due.addAll(List.of("a is ready", "b is ready"));

        await().until(() -> !errors.seen().isEmpty() && sent().contains("b is ready"));
        assertThat(errors.seen()).containsExactly(refused);
        assertThat(errors.ids()).containsExactly("a");
    }

    @Test
    void aGatewayThatHasForgottenWhatIsBeingRemovedIsNoFailure() {
        failing("a is being removed", new GatewayException("this deployer has no model deployment 'a'"));

        reports.due.add("a is being removed");

        await().until(() -> sent().contains("a is being removed"));
        assertThat(errors.seen()).isEmpty();
    }

    private List<String> sent() {
        return sentTo(UPDATE).stream().map(report -> ((Report) report).says).toList();
    }

    private void failing(String report, Exception failure) {
        edge(UPDATE).whenAnyExchangeReceived(exchange -> {
            if (exchange.getMessage().getBody(Report.class).says.equals(report)) {
                throw failure;
            }
        });
    }

    public record Report(String id, String says) {}

    /** A report is a sentence that begins with the id. */
    public static final class Due {

        private final BlockingQueue<String> due = new LinkedBlockingQueue<>();

        public List<Report> due() {
            List<String> now = new ArrayList<>();
            due.drainTo(now);
            return now.stream()
                    .map(says -> new Report(says.split(" ")[0], says))
                    .toList();
        }

        public boolean ofRemoval(@ExchangeProperty("report") Report report) {
            return report.says.endsWith("is being removed");
        }
    }
}
