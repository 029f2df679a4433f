package com.dotscience.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Version;
import com.dotscience.testing.BuiltDistribution;
import com.dotscience.testing.InstalledJava;
import com.dotscience.testing.NeedsDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the programs tell Java, on every Java of this machine that they start with: a user's own word wins. */
@NeedsDistribution
class FlagsIT {

    private static final List<String> PROGRAMS = List.of("ds", "ds-deployer", "ds-gateway", "model-proxy");

    private final BuiltDistribution distribution = BuiltDistribution.find();

    static Stream<Arguments> programs() {
        return InstalledJava.homes().stream()
                .flatMap(java -> PROGRAMS.stream().map(program -> Arguments.of(program, java)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void eachStartsAndSaysNothingBesides(String program, Path java) throws Exception {
        assertThat(run(program, java, Map.of())).isEqualTo(program + " " + Version.current() + "\n");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aUsersOwnCollectorWins(String program, Path java) throws Exception {
        for (String collector : List.of("UseParallelGC", "UseG1GC", "UseSerialGC")) {
            assertThat(run(program, java, Map.of("JAVA_OPTS", "-XX:+PrintFlagsFinal -XX:+" + collector)))
                    .containsPattern("\\b" + collector + " +:?= true ")
                    .contains(program + " " + Version.current());
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aCollectorThatIsChosenForAllProgramsOfAMachineWinsAsWell(String program, Path java) throws Exception {
        assertThat(run(
                        program,
                        java,
                        Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC", "JAVA_OPTS", "-XX:+PrintFlagsFinal")))
                .containsPattern("\\bUseParallelGC +:?= true ")
                .contains(program + " " + Version.current());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aUsersOwnCompilersWin(String program, Path java) throws Exception {
        assertThat(run(program, java, Map.of("JAVA_OPTS", "-XX:+PrintFlagsFinal -XX:TieredStopAtLevel=2")))
                .containsPattern("\\bTieredStopAtLevel +:?= 2 ");
    }

    /** Those that a product ships with are few, and each stands below the reason for it. */
    @Test
    void eachFlagHasAReasonAboveIt() throws IOException {
        try (Stream<Path> files = Files.list(distribution.home().resolve("libexec/flags"))) {
            assertThat(files.toList()).hasSize(PROGRAMS.size() + 2).allSatisfy(file -> {
                for (String paragraph : Files.readString(file).split("\n\n")) {
                    assertThat(paragraph).startsWith("# ");
                }
            });
        }
    }

    private String run(String program, Path java, Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder(distribution.program(program), "--version").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("JDK_"));
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
