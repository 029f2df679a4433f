package com.dotscience.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class SecretNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PASSWORD",
                "DB_PASSWORD",
                "dbPassword",
                "HF_TOKEN",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_ACCESS_KEY_ID",
                "OPENAI_API_KEY",
                "apiKey",
                "tls.private-key",
                "PGPASS_PASS",
                "CLIENT_SECRET"
            })
    void theyAreKnownByTheirWords(String name) {
        assertThat(SecretNames.include(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MODE",
                "MAX_TOKENS",
                "TOKENIZERS_PARALLELISM",
                "COMPASS",
                "PASSES",
                "PRIMARY_KEY",
                "KEY",
                "MONKEY",
                "SECRETARY"
            })
    void whatOnlyContainsTheLettersIsNone(String name) {
        assertThat(SecretNames.include(name)).isFalse();
    }
}
