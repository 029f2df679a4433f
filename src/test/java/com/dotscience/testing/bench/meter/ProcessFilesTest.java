package com.dotscience.testing.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Pure
class ProcessFilesTest {

    @Test
    void itsOwnTimeAndThatOfItsChildrenAreAdded() {
        String stat = "4711 (a (bad) name) S 1 4711 4711 0 -1 4194560 1 2 3 4 100 20 3 7 20 0 1 0 12345 1000 200";

        assertThat(ProcessFiles.processor(stat)).isEqualTo(Duration.ofMillis(1300));
    }

    @Test
    void whatHasEndedHasUsedNothing() {
        assertThat(ProcessFiles.processor("")).isZero();
    }
}
