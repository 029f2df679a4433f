package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Embedded
class ClusterVersionTest {

    private final TestGateway gateway = new TestGateway();
    private volatile String version = "v1.29.3";

    @BeforeEach
    void start() throws Exception {
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void itIsToldOnceItIsKnownAndWithEveryConnectionAfterThat() throws Exception {
        try (Follower follower = follower(() -> version)) {
            await().until(() -> gateway.versions.equals(List.of("", "v1.29.3")));

            version = "v1.30.0";
            gateway.followers.forEach(stream -> stream.onCompleted());

            await().until(() -> gateway.versions.equals(List.of("", "v1.29.3", "v1.29.3", "v1.30.0")));
        }
    }

    @Test
    void anApiServerThatDoesNotAnswerHoldsUpNothing() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (Follower follower = follower(() -> {
            awaitUninterrupted(answer);
            return version;
        })) {
            await().until(() -> follower.lists.size() == 1);
            assertThat(gateway.versions).containsExactly("");

            answer.countDown();
            await().until(() -> gateway.versions.contains("v1.29.3"));
        }
    }

    @Test
    void itIsAskedAgainUntilItIsAnswered() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (Follower follower = follower(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("the API server is away");
            }
            return version;
        })) {
            await().until(() -> gateway.versions.contains("v1.29.3"));

            assertThat(follower.connection.state().connected()).isTrue();
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void aGatewayThatTakesNoAnnouncementIsNotAskedToTakeIt() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (GoGateway foreign = new GoGateway(Follower.TOKEN, Announcement.UNIMPLEMENTED).start();
                Follower follower = follower(foreign.address(), () -> {
                    attempts.incrementAndGet();
                    return version;
                })) {
            await().until(() -> follower.lists.size() == 1 && attempts.get() == 1);

            assertThat(follower.connection.state().connected()).isTrue();
        }
    }

    private Follower follower(Supplier<String> version) throws Exception {
        return follower(gateway.address(), version);
    }

    private static Follower follower(String address, Supplier<String> version) throws Exception {
        return new Follower(Follower.plaintext(address, () -> Follower.TOKEN, Follower.QUICK), version);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
