package com.dotscience.deployer.plan.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.dotscience.testing.Pure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "team, team, true",
        "team, team-a, false",
        "*, '', true",
        "*, anything, true",
        "team-*, team-, true",
        "team-*, team-a, true",
        "team-*, team, false",
        "*-prod, team-prod, true",
        "*-prod, team-prod-2, false",
        "a*b*c, abc, true",
        "a*b*c, a-b-b-c, true",
        "a*b*c, a-c-b, false",
        "a*b*c, acb-c, true",
        "aba*aba, ababa, false",
        "aba*aba, abaaba, true",
        "*ab*ba*, aba, false",
        "*ab*ba*, abba, true",
        "a**b, ab, true",
        "a.c, abc, false",
    })
    void eachStarStandsForAnyCharactersOrNone(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }

    /** As a name that a Gateway sends to keep the deployer busy: a pattern that tries every way takes years for it. */
    @Test
    void aLongNameIsReadOnceForSeveralStars() {
        NamePattern pattern = new NamePattern("*a*a*a*a*b");

        boolean matches = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> pattern.matches("a".repeat(250_000)));

        assertThat(matches).isFalse();
    }
}
