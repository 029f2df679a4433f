package com.dotscience.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.BuiltDistribution;
import com.dotscience.testing.InstalledJava;
import com.dotscience.testing.NeedsDistribution;
import com.dotscience.testing.ScratchFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code libexec/archive}, on every Java of this machine. */
@NeedsDistribution
class ArchiveIT {

    static Stream<Path> javas() {
        return InstalledJava.homes().stream();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void whatItMakesTheProgramsUse(Path java) throws Exception {
        ScratchFolder scratch = ScratchFolder.temporary("archive-");
        try {
            Path home = scratch.path().resolve("distribution");
            run(java, "", "cp", "-a", BuiltDistribution.find().home().toString(), home.toString());

            run(java, "", home.resolve("libexec/archive").toString());

            for (String program : List.of("ds", "ds-deployer", "ds-gateway", "model-proxy")) {
                assertThat(run(
                                java,
                                "-Xlog:class+load",
                                home.resolve("bin").resolve(program).toString(),
                                "--version"))
                        .as(program)
                        .containsPattern("com\\.dotscience\\.\\S+ source: shared objects file");
            }
        } finally {
            scratch.delete();
        }
    }

    private static String run(Path java, String options, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("JAVA_OPTS", options);
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
