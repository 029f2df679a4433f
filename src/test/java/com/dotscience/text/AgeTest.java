package com.dotscience.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "-PT5S,       Less than a second",
        "PT0.9S,      Less than a second",
        "PT1S,        1 second",
        "PT11S,       11 seconds",
        "PT59.9S,     59 seconds",
        "PT1M,        About a minute",
        "PT1M59S,     About a minute",
        "PT2M,        2 minutes",
        "PT59M59S,    59 minutes",
        "PT1H,        About an hour",
        "PT1H29M,     About an hour",
        "PT1H30M,     2 hours",
        "PT47H29M,    47 hours",
        "PT48H,       2 days",
        "P13D,        13 days",
        "P14D,        2 weeks",
        "P59D,        8 weeks",
        "P60D,        2 months",
        "P729D,       24 months",
        "P730D,       2 years"
    })
    void agesAreInTheWordsOfDocker(Duration age, String words) {
        assertThat(Age.words(age)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "-PT5S,        0s",
        "PT119.9S,     119s",
        "PT2M,         2m",
        "PT1H59M59S,   119m",
        "PT2H,         2h",
        "PT47H59M,     47h",
        "PT48H,        2d",
        "P400D,        400d"
    })
    void briefAgesAreInTheUnitsOfKubectl(Duration age, String words) {
        assertThat(Age.brief(age)).isEqualTo(words);
    }
}
