package com.dotscience.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class ShortImageTest {

    private static final String DIGEST = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "quay.io/acme/m:1, 16, quay.io/acme/m:1",
        "quay.io/acme/m:1, 15, …/m:1",
        "quay.io/acme/m:1, 1, …/m:1",
        "roadsigns:1, 3, roadsigns:1",
        "quay.io/acme/m" + DIGEST + ", 86, quay.io/acme/m" + DIGEST,
        "quay.io/acme/m" + DIGEST + ", 75, …/m" + DIGEST,
        "quay.io/acme/m" + DIGEST + ", 30, …/m@sha256:0123456789ab…",
        "m" + DIGEST + ", 30, m@sha256:0123456789ab…"
    })
    void registryAndPathGoFirstThenMostOfTheDigest(String image, int room, String shown) {
        assertThat(ShortImage.of(image, room, "…")).isEqualTo(shown);
    }
}
