package com.dotscience.deployer.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.dotscience.testing.Embedded;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.impl.health.RouteHealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class DeployerHealthTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private HealthCheckRegistry checks;

    @BeforeEach
    void startCamel() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").to("log:a");
            }
        });
        context.start();
        checks = HealthCheckRegistry.get(context);
        checks.register(new OwnCheck("well") {
            @Override
            protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
                result.up().detail("since", "today");
            }
        });
    }

    @AfterEach
    void stopCamel() {
        context.stop();
    }

    /** Camel lists its checks and then asks them, and an operator's file may be replaced in between. */
    @Test
    void theCheckOfARouteThatVanishedMeanwhileIsLeftOut() throws Exception {
        checks.register(new RouteHealthCheck(context.getRoute("a"), "a"));
        assertThat(DeployerHealth.overall(context).modules()).contains(entry("a", true));

        context.getRouteController().stopRoute("a");
        context.removeRoute("a");

        assertThat(DeployerHealth.overall(context).modules()).doesNotContainKey("a");
        assertThat(DeployerHealth.overall(context).up()).isTrue();
        assertThat(DeployerHealth.live(context).up()).isTrue();
        assertThat(DeployerHealth.ready(context).up()).isTrue();
    }

    @Test
    void aCheckThatThrowsIsDownWithItsMessageAndTheOthersAreAskedAllTheSame() {
        checks.register(new OwnCheck("broken") {
            @Override
            protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
                throw new IllegalStateException("the cache is closed");
            }
        });

        DeployerHealth overall = DeployerHealth.overall(context);

        assertThat(overall.modules()).contains(entry("broken", false), entry("well", true));
        assertThat(overall.details())
                .contains(
                        entry("broken", Map.of("error", "the cache is closed")),
                        entry("well", Map.of("since", "today")));
        assertThat(DeployerHealth.ready(context).up()).isFalse();
    }

    /** A route is back under its name by the time that it is asked again. */
    @Test
    void aCheckThatThrowsOnceIsAskedAgain() {
        AtomicInteger calls = new AtomicInteger();
        checks.register(new OwnCheck("replaced") {
            @Override
            protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
                if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("the route is being replaced");
                }
                result.up();
            }
        });

        assertThat(DeployerHealth.ready(context).modules()).contains(entry("replaced", true));
        assertThat(calls).hasValue(2);
    }

    private abstract static class OwnCheck extends AbstractHealthCheck {

        OwnCheck(String id) {
            super(DeployerHealth.MODULES, id);
        }
    }
}
