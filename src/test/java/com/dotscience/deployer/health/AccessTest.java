package com.dotscience.deployer.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.health.Access.Decision;
import com.dotscience.testing.Pure;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class AccessTest {

    @ParameterizedTest
    @CsvSource({
        "/health, 10.1.2.3, model.example.com, ALLOWED",
        "/health/live, 10.1.2.3, 10.1.2.4:9300, ALLOWED",
        "/healthy, 10.1.2.3, 10.1.2.4:9300, FORBIDDEN",
        "/metrics, 10.1.2.3, localhost:9300, FORBIDDEN",
        "/metrics, 2001:db8::1, [::1]:9300, FORBIDDEN",
        "/metrics, 127.0.0.1, localhost, ALLOWED",
        "/metrics, 127.0.0.1, LocalHost:9300, ALLOWED",
        "/metrics, 127.0.0.1, 127.0.0.1:9300, ALLOWED",
        "/metrics, ::ffff:127.0.0.1, 127.0.0.1:9300, ALLOWED",
        "/metrics, 0:0:0:0:0:0:0:1, [::1]:9300, ALLOWED",
        "/cache, 127.0.0.1, localhost:19300, ALLOWED",
    })
    void withoutAPasswordTheCallersAddressDecides(String path, String caller, String host, Decision decision) {
        assertThat(Access.fromLoopback().of(path, caller, authority(host), null))
                .isEqualTo(decision);
    }

    /** What service meshes call from for everybody, and its neighbours. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.6", "127.0.0.2", "127.0.1.1", "127.255.255.254", "0.0.0.0", "::", "::2", "model"})
    void noOtherAddressIsThisMachine(String caller) {
        assertThat(Access.fromLoopback().of("/metrics", caller, authority("localhost:9300"), null))
                .isEqualTo(Decision.FORBIDDEN);
    }

    /** A page asks by the name that it came from, although that was bound to 127.0.0.1 meanwhile. */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "rebound.example.com:9300",
                "localhost.example.com:9300",
                "127.0.0.1.example.com",
                "localhost.:9300",
                "evil.localhost",
                "127.0.0.6:9300",
                "127.1:9300",
                "[::2]:9300"
            })
    void onlyLocalNamesNameThisMachine(String host) {
        assertThat(Access.fromLoopback().of("/metrics", "127.0.0.1", authority(host), null))
                .isEqualTo(Decision.FORBIDDEN);
    }

    @Test
    void withAPasswordOnlyThePasswordDecides() {
        Access access = Access.by("operator", "pass:word");

        assertThat(access.of("/metrics", "10.1.2.3", authority("10.1.2.4:9300"), basic("operator:pass:word")))
                .isEqualTo(Decision.ALLOWED);
        assertThat(access.of("/metrics", "127.0.0.1", authority("localhost"), null))
                .isEqualTo(Decision.UNKNOWN);
        assertThat(access.of("/health", "10.1.2.3", null, null)).isEqualTo(Decision.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !", "Bearer b3BlcmF0b3I6cGFzczp3b3Jk", "Basic b3BlcmF0b3I6"})
    void whatIsNoPasswordOpensNothing(String authorization) {
        assertThat(Access.by("operator", "pass:word")
                        .of("/metrics", "127.0.0.1", authority("localhost"), authorization))
                .isEqualTo(Decision.UNKNOWN);
    }

    private static HostAndPort authority(String host) {
        return host == null ? null : HostAndPort.parseAuthority(host, 80);
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
