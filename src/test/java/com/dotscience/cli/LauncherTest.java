package com.dotscience.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dotscience.api.management.Deployer;
import com.dotscience.testing.Embedded;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code bin/ds}, from a distribution whose only library is a jar that names this test's class path. */
@Embedded
class LauncherTest {

    @TempDir
    private Path folder;

    private Path ds;

    @BeforeEach
    void unpack() throws IOException {
        ds = InstalledDs.in(folder);
    }

    @Test
    void inAPipeItPrintsWhatProgramsCanRead() throws Exception {
        try (var gateway = gatewayWithADeployer()) {
            var result = run(environment(gateway, "C"), ds.toString(), "deployer", "ls");

            assertThat(result).isEqualTo(new DsRun.Result(0, """
                    NAME       STATUS   DEPLOYMENTS   VERSION   KUBERNETES   TOKEN       AGE
                    minikube   online   0             0.1.0     -            QZBXM5...   2 years
                    """, ""));
        }
    }

    @Test
    void onATerminalItPrintsTheSame() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script to make a terminal with");
        try (var gateway = gatewayWithADeployer()) {
            String command = "'" + ds + "' deployer ls";
            var result = run(environment(gateway, "C.UTF-8"), "/usr/bin/script", "-qec", command, "/dev/null");

            assertThat(result.code()).isZero();
            assertThat(result.out().replace("\r", "")).isEqualTo("""
                    NAME       STATUS   DEPLOYMENTS   VERSION   KUBERNETES   TOKEN     AGE
                    minikube   online   0             0.1.0     -            QZBXM5…   2 years
                    """);
        }
    }

    @Test
    void whatIsSaidOnceInATerminalSessionIsSaidAgainInTheNext() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script to make a terminal with");
        try (var gateway = gatewayWithADeployer()) {
            var environment = new HashMap<>(environment(gateway, "C.UTF-8"));
            environment.put("HOME", folder.toString());
            // Not written as an address of loopback.
            environment.put("DS_GATEWAY", "http://" + gateway.hostAndPort().replace("127.0.0.1", "0.0.0.0"));
            String twice = "'" + ds + "' deployer ls; '" + ds + "' deployer ls";

            for (int terminal = 1; terminal <= 2; terminal++) {
                var result = run(environment, "/usr/bin/script", "-qec", twice, "/dev/null");

                assertThat(result.out().split("unencrypted", -1))
                        .as(result.out())
                        .hasSize(2);
            }
        }
    }

    @Test
    void itHandsOnItsExitCodeAndSaysNothingElse() throws Exception {
        var environment = Map.of("DS_GATEWAY", "localhost:1", "DS_TOKEN", "t", "PATH", System.getenv("PATH"));

        var result = run(environment, ds.toString(), "deployment", "ls", "-o", "json");

        assertThat(result)
                .isEqualTo(new DsRun.Result(
                        3,
                        "",
                        "ds: cannot reach the Gateway at http://localhost:1 (from DS_GATEWAY): Connection refused;"
                                + " is it running? Set DS_GATEWAY to another\n"));
    }

    @Test
    void itIsFoundThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("ds link"), ds);

        assertThat(run(Map.of("PATH", System.getenv("PATH")), link.toString(), "--version")
                        .code())
                .isZero();
    }

    @Test
    void whatAUserWantsOfJavaWins() throws Exception {
        var environment =
                Map.of("PATH", System.getenv("PATH"), "JAVA_OPTS", "-XX:TieredStopAtLevel=2 -XX:+PrintFlagsFinal");

        assertThat(run(environment, ds.toString(), "--version").out())
                .containsPattern("TieredStopAtLevel +:?= 2 ")
                .containsPattern("UseSerialGC +:?= true ");
    }

    @Test
    void javaHomeSaysWhichJava() throws Exception {
        var environment = Map.of("PATH", pathWithoutJava(), "JAVA_HOME", System.getProperty("java.home"));

        assertThat(run(environment, ds.toString(), "--version").code()).isZero();
    }

    @Test
    void withoutJavaItSaysSo() throws Exception {
        assertThat(run(Map.of("PATH", pathWithoutJava()), ds.toString(), "--version"))
                .isEqualTo(new DsRun.Result(
                        1, "", "ds: there is no Java here: install Java 17 or newer, or set JAVA_HOME to one\n"));
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        var environment = Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", "/nowhere");

        assertThat(run(environment, ds.toString(), "--version"))
                .isEqualTo(new DsRun.Result(
                        1,
                        "",
                        "ds: there is no /nowhere/bin/java: set JAVA_HOME to a Java 17 or newer, or unset it\n"));
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old java/bin")).getParent();
        Path java = executable(old.resolve("bin/java"), "echo 'openjdk version \"1.8.0_402\"' >&2");
        var environment = Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", old.toString());

        String complaint = ": install Java 17 or newer, or set JAVA_HOME to one\n";
        assertThat(run(environment, ds.toString(), "--version"))
                .isEqualTo(new DsRun.Result(1, "", "ds: " + java + " is Java 8" + complaint));

        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"11.0.2\"\n");
        assertThat(run(environment, ds.toString(), "--version"))
                .isEqualTo(new DsRun.Result(1, "", "ds: " + java + " is Java 11" + complaint));
    }

    private static FakeGateway gatewayWithADeployer() throws IOException {
        var gateway = new FakeGateway();
        gateway.deployers.add(Deployer.newBuilder()
                .setName("minikube")
                .setTokenPrefix("QZBXM5")
                .setVersion("0.1.0")
                .setOnline(true)
                .setCreatedAt(System.currentTimeMillis() - 2 * 366 * 86_400_000L)
                .build());
        return gateway;
    }

    private static Map<String, String> environment(FakeGateway gateway, String locale) {
        return Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                "/dev/null",
                "LC_ALL",
                locale,
                "DS_GATEWAY",
                gateway.hostAndPort(),
                "DS_TOKEN",
                FakeGateway.TOKEN);
    }

    private String pathWithoutJava() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("sh", "dirname", "readlink", "sed")) {
            executable(bin.resolve(tool), "exec " + find(tool) + " \"$@\"");
        }
        return bin.toString();
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static Path executable(Path file, String line) throws IOException {
        Files.writeString(file, "#!" + find("sh") + "\n" + line + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private DsRun.Result run(Map<String, String> environment, String... command) throws Exception {
        Path err = folder.resolve("stderr");
        var builder = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new DsRun.Result(process.waitFor(), out, Files.readString(err));
    }
}
