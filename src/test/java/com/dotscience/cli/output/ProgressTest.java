package com.dotscience.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

@Pure
class ProgressTest {

    @Test
    void whoeverLeavesFirstHasTheLastWord() {
        var out = new ByteArrayOutputStream();
        var progress = new Progress(new Terminal(out, out, UTF_8, () -> 0), true);
        progress.update("Pending 0/1", "1 second");

        assertThat(progress.leave()).isTrue();
        assertThat(progress.leave()).isFalse();
        progress.update("Progressing 0/1", "2 seconds");
        progress.finish("Ready 1/1");

        assertThat(out.toString(UTF_8)).isEqualTo("Pending 0/1\n");
    }
}
