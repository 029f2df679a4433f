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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
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
        return Map.of("deployer.status.interval", "20ms", "deployer.poll.interval", "50ms");
    }

    @Test
    void whatIsDueIsSentAndTakenAsSent() {
        reports.due.addAll(List.of("a is ready", "b is ready"));

        await().until(() -> reports.sent.size() == 2);
        reports.due.add("a is gone");

        await().until(() -> reports.sent.size() == 3);
        assertThat(sentTo(UPDATE))
                .extracting(report -> ((Report) report).says)
                .containsExactlyInAnyOrder("a is ready", "b is ready", "a is gone");
        assertThat(reports.sent).containsExactlyInAnyOrder("a is ready", "b is ready", "a is gone");
    }

    /** It is reported again when the Gateway is there again, which says so itself. */
    @Test
    void aReportThatWasLostIsNotTakenAsSentAndNothingIsSaid() {
        failing("a is ready", new GatewayUnavailableException("away"));

        reports.due.addAll(List.of("a is ready", "b is ready"));

        await().until(() -> edge(UPDATE).getReceivedCounter() == 2 && reports.sent.contains("b is ready"));
        assertThat(reports.sent).containsExactly("b is ready");
        assertThat(errors.seen()).isEmpty();
    }

    /** R7: nor does it keep the others back. */
    @Test
    void aReportThatTheGatewayRefusesIsSaidAndNotTakenAsSent() {
        GatewayException refused = new GatewayException("this deployer has no model deployment 'a'");
        failing("a is ready", refused);

        reports.due.addAll(List.of("a is ready", "b is ready"));

        await().until(() -> errors.seen().size() >= 2 && reports.sent.contains("b is ready"));
        assertThat(errors.seen()).containsOnly(refused);
        assertThat(errors.ids()).containsOnly("a");
        assertThat(reports.sent).containsExactly("b is ready");
    }

    @Test
    void aReportThatTheGatewayRefusedIsTriedAgainUntilItIsTaken() {
        AtomicInteger left = new AtomicInteger(2);
        edge(UPDATE).whenAnyExchangeReceived(exchange -> {
            if (left.getAndDecrement() > 0) {
                throw new GatewayException("the database is away");
            }
        });

        reports.due.add("a is ready");

        await().until(() -> reports.sent.equals(List.of("a is ready")));
        assertThat(edge(UPDATE).getReceivedCounter()).isEqualTo(3);
    }

    @Test
    void aGatewayThatHasForgottenWhatIsBeingRemovedIsNoFailure() {
        failing("a is being removed", new GatewayException("this deployer has no model deployment 'a'"));

        reports.due.add("a is being removed");

        await().until(() -> reports.sent.contains("a is being removed"));
        assertThat(errors.seen()).isEmpty();
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
        private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();
        private final List<String> sent = new CopyOnWriteArrayList<>();

        public void refused(@ExchangeProperty("report") Report report) {
            refused.add(report.says);
        }

        public void refusedAgain() {
            refused.drainTo(due);
        }

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

        public void sent(@ExchangeProperty("report") Report report) {
            sent.add(report.says);
        }
    }
}
