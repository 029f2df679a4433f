package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.dotscience.deployer.reconcile.Errors;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.OwnLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

@Embedded
class ErrorsRouteTest extends RouteTest {

    private final OwnLog log = new OwnLog();
    private final Failing reconciler = new Failing();

    ErrorsRouteTest() {
        super("resync");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("errors", new Errors(log.logger()), "reconciler", reconciler);
    }

    @Test
    void whatNoRouteHandlesIsSaidInOneLineAndOver() {
        reconciler.failure = new IllegalStateException("no such thing");

        Exchange exchange = template().send("direct:plan-all", nothing -> {});

        assertThat(exchange.getException()).isNull();
        assertThat(warnings()).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).isEqualTo("Route plan-all failed: no such thing");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void whatItIsAboutIsSaidWithIt() {
        reconciler.failure = new IllegalStateException("no such thing");

        template().send("direct:plan-all", nothing -> nothing.setProperty("id", "a"));

        assertThat(warnings())
                .singleElement()
                .satisfies(line -> assertThat(line.getMDCPropertyMap()).containsEntry("deployment", "a"));
    }

    /** Operators' files of 0.1.0 have it. */
    @Test
    void theFormerNameOfTheStepLogsTheSame() {
        template().send("bean:errors?method=say", exchange -> {
            exchange.setProperty(Exchange.FAILURE_ROUTE_ID, "plan-all");
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("no such thing"));
        });

        assertThat(warnings())
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Route plan-all failed: no such thing");
    }

    @Test
    void anErrorWithoutAMessageIsNamed() {
        reconciler.failure = new IllegalStateException();

        template().sendBody("direct:plan-all", null);

        assertThat(warnings())
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Route plan-all failed: java.lang.IllegalStateException");
    }

    private List<ILoggingEvent> warnings() {
        return log.events().stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .toList();
    }

    public static final class Failing {

        private RuntimeException failure;

        public Set<String> all() {
            throw failure;
        }
    }
}
