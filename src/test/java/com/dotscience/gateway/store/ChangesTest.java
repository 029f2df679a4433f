package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Pure;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Pure
class ChangesTest {
    @Test
    void nobodyWhoWritesWaitsForANewsThatIsStillFannedOut(@TempDir Path directory) throws Exception {
        try (Database database = Database.open(GatewayOptions.embeddedDatabase(directory));
                Changes changes = new Changes(database, Clock.systemUTC())) {
            CountDownLatch heard = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            List<Long> announced = new CopyOnWriteArrayList<>();
            CompletableFuture<Long> first = CompletableFuture.supplyAsync(
                    () -> changes.make((transaction, revision) -> revision, (made, at) -> {
                        heard.countDown();
                        awaitQuietly(goOn);
                        announced.add(at);
                    }));
            heard.await();

            List<Long> later = IntStream.range(0, 10)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                                    changes.make((transaction, revision) -> revision, (made, at) -> announced.add(at)))
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join())
                    .toList();
            assertThat(announced).isEmpty();
            goOn.countDown();

            await().until(() -> announced.size() == 11);
            assertThat(announced)
                    .startsWith(first.join())
                    .endsWith(later.get(9))
                    .isSorted();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
