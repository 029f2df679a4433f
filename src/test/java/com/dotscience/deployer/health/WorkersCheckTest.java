package com.dotscience.deployer.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.work.WorkComponent;
import com.dotscience.deployer.work.Worker;
import com.dotscience.testing.Embedded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route that stands still on a route set of its own, under a clock that is moved by hand. */
@Embedded
class WorkersCheckTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final WorkComponent work = new WorkComponent(System::nanoTime);
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        InstantSource time = now::get;
        context.getRegistry()
                .bind("workers", new WorkersCheck(work::workers, Duration.ofMinutes(2), time.withZone(ZoneOffset.UTC)));
        context.addComponent("work", work);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("work:changes").routeId("changes").process(exchange -> stuck.await());
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        stuck.countDown();
        context.stop();
    }

    @Test
    void aStuckWorkerIsNotAlive() {
        template.sendBody("work:changes", "the one that is stuck");
        template.sendBody("work:changes", "the one that waits");
        await().until(() -> waiting() == 1);

        assertThat(DeployerHealth.live(context).up()).isTrue();
        pass(Duration.ofSeconds(119));
        assertThat(DeployerHealth.live(context).up()).isTrue();
        pass(Duration.ofSeconds(1));

        DeployerHealth dead = DeployerHealth.live(context);
        assertThat(dead.up()).isFalse();
        assertThat(dead.details().get("workers")).containsEntry("changes", "1 waiting, and nothing done for 120 s");
        assertThat(DeployerHealth.overall(context).up()).isFalse();

        stuck.countDown();

        await().untilAsserted(
                        () -> assertThat(DeployerHealth.live(context).up()).isTrue());
    }

    @Test
    void aWorkerWithNothingToDoIsAlive() {
        assertThat(DeployerHealth.live(context).up()).isTrue();
        pass(Duration.ofDays(1));

        assertThat(DeployerHealth.live(context).up()).isTrue();
    }

    private int waiting() {
        return work.workers().stream().mapToInt(Worker::waiting).sum();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
