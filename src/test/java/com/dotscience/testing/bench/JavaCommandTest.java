package com.dotscience.testing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class JavaCommandTest {

    @Test
    void theFlagsAreTheProgramsButForItsArchive() {
        List<String> words = List.of(
                "-Xshare:auto",
                "-XX:SharedArchiveFile=/opt/archive/ds-deployer.jsa",
                "-XX:AOTCache=/opt/archive/ds-deployer.aot",
                "-XX:+UseSerialGC",
                "-cp",
                "/opt/lib/a.jar:/opt/lib/b.jar",
                "com.dotscience.deployer.Deployer",
                "run");

        assertThat(JavaCommand.of(Path.of("/java"), words))
                .isEqualTo(new JavaCommand(
                        Path.of("/java"),
                        List.of("-Xshare:auto", "-XX:+UseSerialGC"),
                        "/opt/lib/a.jar:/opt/lib/b.jar"));
    }
}
