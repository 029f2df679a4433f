package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Embedded
class DryRunsRouteTest extends RouteTest {

    private static final String SEND = "gateway:sendDryRun";

    private final Answering dryRuns = new Answering();
    private final ExecutorService dryRunThreads =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>());

    DryRunsRouteTest() {
        super("dry-runs");
    }

    @Override
    List<String> startedByTest() {
        return List.of("dry-run-requests");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("dryRuns", dryRuns, "dryRunThreads", dryRunThreads);
    }

    @AfterEach
    void stopThreads() {
        dryRuns.mayGo.countDown();
        dryRunThreads.shutdownNow();
    }

    @Test
    void aQuestionIsAnsweredWhileNobodyWaitsForItAndOneTooManyIsRefused() {
        send(new Request(new Asked("a")));
        send(new Request(new Asked("b")));

        await().untilAsserted(() -> assertThat(sentTo(SEND)).containsExactly("too many for b"));
        dryRuns.mayGo.countDown();
        await().untilAsserted(() -> assertThat(sentTo(SEND)).containsExactly("too many for b", "a would be made"));
        assertThat(errors.seen()).isEmpty();
    }

    public record Request(Asked deployment) {}

    public record Asked(String id) {}

    public static final class Answering {

        private final CountDownLatch mayGo = new CountDownLatch(1);

        public String answer(Request request) throws InterruptedException {
            mayGo.await();
            return request.deployment.id + " would be made";
        }

        public String tooMany(Request request) {
            return "too many for " + request.deployment.id;
        }
    }
}
