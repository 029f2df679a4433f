package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R5: one writer per object. */
@Embedded
class OneAtATimeTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> again = new ArrayList<>();
    private final OneAtATime oneAtATime = new OneAtATime(again::add);

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aSecondOfTheSameIdDoesNotPassAndIsHandedOnAfterTheFirst() {
        Exchange first = exchange("a");
        assertThat(oneAtATime.matches(first)).isTrue();
        assertThat(oneAtATime.matches(exchange("a"))).isFalse();
        assertThat(again).isEmpty();

        done(first);

        assertThat(again).containsExactly("a");
        assertThat(oneAtATime.matches(exchange("a"))).isTrue();
    }

    @Test
    void othersPass() {
        assertThat(oneAtATime.matches(exchange("a"))).isTrue();
        assertThat(oneAtATime.matches(exchange("b"))).isTrue();
    }

    @Test
    void whoCameForNothingIsNotHandedOn() {
        Exchange only = exchange("a");
        oneAtATime.matches(only);

        done(only);

        assertThat(again).isEmpty();
    }

    @Test
    void anIdIsUnderWayUntilItsLastPartIsDone() {
        Exchange plan = exchange("a");
        oneAtATime.matches(plan);
        Exchange part = exchange("a");
        oneAtATime.process(part);
        done(plan);

        assertThat(oneAtATime.matches(exchange("a"))).isFalse();
        done(part);

        assertThat(again).containsExactly("a");
    }

    @Test
    void aPartThatFailedIsDoneAsWell() {
        Exchange failing = exchange("a");
        oneAtATime.matches(failing);
        failing.setException(new IllegalStateException("refused"));

        done(failing);

        assertThat(oneAtATime.matches(exchange("a"))).isTrue();
    }

    private Exchange exchange(String id) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));
        exchange.setProperty("id", id);
        return exchange;
    }

    private static void done(Exchange exchange) {
        exchange.getUnitOfWork().done(exchange);
    }
}
