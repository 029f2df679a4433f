package com.dotscience.deployer.plan.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class HostPatternTest {

    private static final HostPattern BELOW =
            HostPattern.parse("*.models.example.com").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"a.models.example.com", "xn--caf-dma.models.example.com", "*.models.example.com"})
    void aWildcardAllowsOneLabelInItsPlace(String host) {
        assertThat(BELOW.allows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models.example.com",
                ".models.example.com",
                "a.b.models.example.com",
                "*.a.models.example.com",
                "a.models.example.com.",
                "A.models.example.com",
                "a.models.example.com.evil.io",
                "a_b.models.example.com",
                "c\u00e4t.models.example.com",
                "c\u0430t.models.example.com",
                "a%2e.models.example.com",
                "-.models.example.com",
                "a.models.example.com:443",
                "a.models.ex\u0430mple.com",
                ""
            })
    void aNearMissIsNotAllowed(String host) {
        assertThat(BELOW.allows(host)).isFalse();
    }

    @Test
    void aHostOfManyLabelsIsRefusedAndEndsNothing() {
        assertThat(BELOW.allows("a" + ".a".repeat(100_000))).isFalse();
        assertThat(BELOW.allows("a".repeat(100_000) + ".models.example.com")).isFalse();
    }
}
