package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R5: what is under way ends, also when a queue hands it on or drops it. */
@Embedded
class IdQueuesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> again = new ArrayList<>();
    private final OneAtATime oneAtATime = new OneAtATime(again::add);
    private final List<String> passed = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        context.addComponent("ids", IdQueues.component());
        Predicate isTheOnlyOne = oneAtATime;
        Processor takePart = oneAtATime;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plan")
                        .setProperty("id", body())
                        .filter(isTheOnlyOne)
                        .process(exchange -> passed.add(exchange.getMessage().getBody(String.class)))
                        .end()
                        .to("ids:waiting");
                from("direct:part").setProperty("id", body()).process(takePart).to("ids:waiting");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void anIdIsNoLongerPlannedWhenItWaitsInTheNextQueue() {
        send("direct:plan", "a");
        send("direct:plan", "a");

        assertThat(passed).containsExactly("a", "a");
        assertThat(again).isEmpty();
    }

    @Test
    void aPartWhoseIdWaitsAlreadyIsDone() {
        send("direct:plan", "a");
        send("direct:part", "a");

        send("direct:plan", "a");

        assertThat(passed).containsExactly("a", "a");
    }

    private void send(String endpoint, String id) {
        try (var template = context.createProducerTemplate()) {
            template.sendBody(endpoint, id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
