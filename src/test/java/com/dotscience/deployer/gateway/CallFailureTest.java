package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.grpc.Status;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

@Pure
class CallFailureTest {

    private final TokenCredentials credentials =
            new TokenCredentials(() -> "token", () -> false, "1.2.3", Participation::none);

    @Test
    void whatTheGatewaySaysIsOneLineWithoutAFullStop() {
        assertThat(message(Status.INTERNAL.withDescription("The disk is full.\nat a\nat b")))
                .isEqualTo("The disk is full");
        assertThat(message(Status.INTERNAL.withDescription("x".repeat(400)))).isEqualTo("x".repeat(300) + "…");
    }

    @Test
    void whatBrokeAtTheRootSaysMoreThanIoException() {
        Status broken = Status.UNAVAILABLE.withDescription("io exception\nChannel Pipeline: [a, b]");

        assertThat(message(broken.withCause(new IOException(new IOException("Connection refused")))))
                .isEqualTo("Connection refused");
        assertThat(message(broken.withCause(new ClosedChannelException()))).isEqualTo("ClosedChannelException");
        assertThat(message(broken.withCause(new SSLHandshakeException("no name matches"))))
                .isEqualTo("no TLS with it (does it speak TLS, and is its CA trusted here?): no name matches");
    }

    @Test
    void whoSaysNothingIsQuotedByTheCode() {
        assertThat(message(Status.DEADLINE_EXCEEDED)).isEqualTo("DEADLINE_EXCEEDED");
    }

    @Test
    void onlyAnUnknownTokenIsARefusal() {
        assertThat(callFailure(Status.UNAUTHENTICATED).refused()).isTrue();
        assertThat(callFailure(Status.PERMISSION_DENIED).refused()).isTrue();
        assertThat(callFailure(Status.UNAVAILABLE).refused()).isFalse();
    }

    private String message(Status status) {
        return callFailure(status).message();
    }

    private CallFailure callFailure(Status status) {
        return CallFailure.of(status.asRuntimeException(), credentials);
    }
}
