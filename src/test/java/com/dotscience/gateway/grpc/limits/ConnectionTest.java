package com.dotscience.gateway.grpc.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much is read of a connection before it is known whose it is, and after. */
@Pure
class ConnectionTest {
    private final Connections connections = new Connections(() -> {}, () -> 0);
    private final Connection connection = new Connection(connections);
    private final EmbeddedChannel channel = new EmbeddedChannel(connection);

    @BeforeEach
    void stopTheClock() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void ofWhoHasShownNoTokenThirtyTwoKibibytesAreReadAtOnce() {
        send(32 << 10);
        assertThat(channel.config().isAutoRead()).isTrue();

        send(1);
        assertThat(channel.config().isAutoRead()).isFalse();
        pass(1_000);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void ofACallerMuchMoreIsRead() {
        connection.assign("somebody", ReadBudget.ofACaller(() -> 0));
        channel.runPendingTasks();

        send(8 << 20);
        assertThat(channel.config().isAutoRead()).isTrue();

        send(1);
        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void whatACallerSendsOverOneConnectionCountsForTheOthers() {
        ReadBudget budget = ReadBudget.ofACaller(() -> 0);
        budget.read(8 << 20);
        connection.assign("somebody", budget);
        channel.runPendingTasks();

        send(1);

        assertThat(channel.config().isAutoRead()).isFalse();
    }

    @Test
    void whoShowsATokenIsReadOnAtOnce() {
        send(1 << 20);
        assertThat(channel.config().isAutoRead()).isFalse();

        connection.assign("somebody", ReadBudget.ofACaller(() -> 0));
        channel.runPendingTasks();

        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private void send(int bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
    }
}
