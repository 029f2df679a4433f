package com.dotscience.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ResourceQuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0Gi, 0",
        "1, 1",
        "0.5, 500m",
        "500m, 500m",
        "1000m, 1",
        "1.500, 1500m",
        "2000, 2k",
        "10000, 10k",
        "1500, 1500",
        "1000000k, 1G",
        "1024, 1024",
        "1024Ki, 1Mi",
        "1024Mi, 1Gi",
        "1.5Gi, 1536Mi",
        "1.5Ki, 1536",
        "0.5Ki, 512",
        "1000Ki, 1000Ki",
        "4096Ki, 4Mi",
        "1E, 1E",
        "7Ei, 7Ei"
    })
    void theSameNumberIsAlwaysWrittenInTheSameWay(String given, String canonical) {
        assertThat(ResourceQuantity.parse(given).orElseThrow().canonical()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-1", "+1", ".5", "1.", "1e3", "1E3", "1u", "1n", "0.5m", "0.0001", "8Ei", "10E", "1 Gi", "1gi",
                "1GiB"
            })
    void whatIsNoneIsNotTakenForOne(String text) {
        assertThat(ResourceQuantity.parse(text)).isEmpty();
    }
}
