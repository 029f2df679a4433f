package com.dotscience.modelproxy.drain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.management.Page;
import com.dotscience.testing.Pure;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which order it ends, and in which time. */
@Pure
class DrainTest {

    private static final ProcessLog LOG =
            new ProcessLog(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({"30, 24000, 8000", "600, 594000, 10000", "9, 3000, 1000", "6, 0, 0", "0, 0, 0"})
    void theTimeFollowsFromTheGracePeriod(int graceSeconds, long limitMillis, long momentMillis) {
        Drain drain = new Drain(Duration.ofSeconds(graceSeconds), LOG);
        assertThat(drain.limit()).isEqualTo(Duration.ofMillis(limitMillis));
        assertThat(drain.moment()).isEqualTo(Duration.ofMillis(momentMillis));
    }

    @Test
    void whatIsUnderWayIsWaitedForAfterTheListeningHasStopped() throws Exception {
        Traffic traffic = new Traffic(1);
        Drain drain = new Drain(Duration.ofSeconds(66), LOG, Duration.ofMillis(50));
        CompletableFuture<Page.Response> preStop = asked(drain);
        CompletableFuture<Void> run = run(drain, traffic);
        Awaitility.await().until(() -> traffic.calls.size() == 2);
        assertThat(traffic.calls).containsExactly("announceEnd", "stopListening");
        assertThat(drain.isUnderWay()).isTrue();
        assertThat(run).isNotDone();
        assertThat(preStop).isNotDone();
        traffic.underWay.set(0);
        run.get(20, TimeUnit.SECONDS);
        assertThat(body(preStop)).isEqualTo("drained\n");
        assertThat(body(asked(drain))).isEqualTo("drained\n");
    }

    @Test
    void whenNoTimeIsLeftItIsOver() throws Exception {
        Drain drain = new Drain(Duration.ofMillis(6_200), LOG, Duration.ofMillis(50));
        run(drain, new Traffic(1)).get(20, TimeUnit.SECONDS);
        assertThat(body(asked(drain))).isEqualTo("drained\n");
    }

    @Test
    void withoutASignalNobodyWaits() throws Exception {
        Drain drain = new Drain(Duration.ofSeconds(30), LOG);
        assertThat(body(asked(drain))).isEqualTo("not ending: nothing to wait for\n");
        assertThat(drain.isUnderWay()).isFalse();
    }

    private static final class Traffic implements Drainable {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final AtomicInteger underWay;

        Traffic(int underWay) {
            this.underWay = new AtomicInteger(underWay);
        }

        @Override
        public void announceEnd() {
            calls.add("announceEnd");
        }

        @Override
        public void stopListening() {
            calls.add("stopListening");
        }

        @Override
        public int underWay() {
            return underWay.get();
        }
    }

    private static CompletableFuture<Void> run(Drain drain, Drainable traffic) {
        return CompletableFuture.runAsync(() -> {
            try {
                drain.run(traffic);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static CompletableFuture<Page.Response> asked(Drain drain) {
        return new DrainedPage(drain).respond(EmptyHttpHeaders.INSTANCE).toCompletableFuture();
    }

    private static String body(CompletableFuture<Page.Response> answer) throws Exception {
        return new String(answer.get(20, TimeUnit.SECONDS).body(), UTF_8);
    }
}
