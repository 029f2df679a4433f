package com.dotscience.deployer.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.health.Access.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    @ParameterizedTest
    @CsvSource({
        "/health, 10.1.2.3, ALLOWED",
        "/health/live, 10.1.2.3, ALLOWED",
        "/healthy, 10.1.2.3, FORBIDDEN",
        "/metrics, 10.1.2.3, FORBIDDEN",
        "/metrics, 2001:db8::1, FORBIDDEN",
        "/metrics, 127.0.0.1, ALLOWED",
        "/metrics, 0:0:0:0:0:0:0:1, ALLOWED",
        "/cache, 127.0.0.1, ALLOWED",
    })
    void withoutAPasswordTheCallersAddressDecides(String path, String caller, Verdict verdict) {
        assertThat(Access.fromLoopback().of(path, caller, null)).isEqualTo(verdict);
    }

    @Test
    void withAPasswordOnlyThePasswordDecides() {
        Access access = Access.by("operator", "pass:word");

        assertThat(access.of("/metrics", "10.1.2.3", basic("operator:pass:word")))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(access.of("/metrics", "127.0.0.1", null)).isEqualTo(Verdict.UNKNOWN);
        assertThat(access.of("/health", "10.1.2.3", null)).isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic !", "Bearer b3BlcmF0b3I6cGFzczp3b3Jk", "Basic b3BlcmF0b3I6"})
    void whatIsNoPasswordOpensNothing(String authorization) {
        assertThat(Access.by("operator", "pass:word").of("/metrics", "127.0.0.1", authorization))
                .isEqualTo(Verdict.UNKNOWN);
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
