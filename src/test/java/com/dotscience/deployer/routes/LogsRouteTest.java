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
class LogsRouteTest extends RouteTest {

    private static final String SEND = "gateway:sendLogs";

    private final Reading podLogs = new Reading();
    private final ExecutorService logThreads =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>());

    LogsRouteTest() {
        super("logs");
    }

    @Override
    List<String> startedByTest() {
        return List.of("log-requests");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("podLogs", podLogs, "logThreads", logThreads);
    }

    @AfterEach
    void stopThreads() {
        podLogs.mayGo.countDown();
        logThreads.shutdownNow();
    }

    @Test
    void aRequestIsAnsweredWhileNobodyWaitsForIt() {
        send(new Request("a"));

        assertThat(sentTo(SEND)).isEmpty();
        podLogs.mayGo.countDown();
        await().untilAsserted(() -> assertThat(sentTo(SEND)).containsExactly("log of a"));
        assertThat(errors.seen()).isEmpty();
    }

    @Test
    void oneTooManyIsAnsweredWithARefusal() {
        send(new Request("a"));
        send(new Request("b"));

        await().untilAsserted(() -> assertThat(sentTo(SEND)).containsExactly("no log of b"));
        podLogs.mayGo.countDown();
        await().untilAsserted(() -> assertThat(sentTo(SEND)).containsExactly("no log of b", "log of a"));
        assertThat(errors.seen()).isEmpty();
    }

    public record Request(String deploymentId) {}

    public static final class Reading {

        private final CountDownLatch mayGo = new CountDownLatch(1);

        public String read(Request request) throws InterruptedException {
            mayGo.await();
            return "log of " + request.deploymentId;
        }

        public String tooMany(Request request) {
            return "no log of " + request.deploymentId;
        }
    }
}
