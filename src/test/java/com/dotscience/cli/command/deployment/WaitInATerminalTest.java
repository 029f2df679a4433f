package com.dotscience.cli.command.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dotscience.api.Phase;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.cli.InstalledDs;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ds deployment create --wait}, and {@code ls --watch}, as people run them: the real {@code bin/ds} in a pseudo-terminal, and in a pipe. */
@Embedded
class WaitInATerminalTest {

    private static final String CREATE =
            " deployment create --model-name m --name m -d minikube -i image:1 --wait --timeout 2m";
    private static final int COLUMNS = 40;
    private static final char CTRL_C = 3;

    @TempDir
    private Path folder;

    private Path ds;

    @BeforeEach
    void install() throws Exception {
        ds = InstalledDs.in(folder);
    }

    @Test
    void inATerminalOneLineIsWrittenOverAndCutToItsWidth() throws Exception {
        try (var gateway = new FakeGateway()) {
            rollOut(gateway);
            var run = start(gateway.hostAndPort(), FakeGateway.TOKEN, inATerminal());

            String written = new String(run.getInputStream().readAllBytes(), UTF_8);

            assertThat(run.waitFor()).isZero();
            assertThat(screen(written)).isEqualTo("""
                    Deployment ID:            0ddb4984-802b-4a0f-a81e-9479f280b1ea
                    Deployment namespace:     default
                    Deployment name:          m
                    Ready 1/1
                    """);
            assertThat(written)
                    .contains("\rPending 0/1 (", "\rProgressing 0/1: a long story that doe…\r")
                    .doesNotContain("\u001b");
            assertThat(written.substring(written.indexOf("\rPending")).split("[\r\n]+"))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(COLUMNS));
        }
    }

    @Test
    void inAPipeEachThingNewIsALine() throws Exception {
        try (var gateway = new FakeGateway()) {
            rollOut(gateway);
            var run = start(gateway.hostAndPort(), FakeGateway.TOKEN, "'" + ds + "'" + CREATE);

            String written = new String(run.getInputStream().readAllBytes(), UTF_8);

            assertThat(run.waitFor()).isZero();
            assertThat(written).isEqualTo("""
                    Deployment ID:            0ddb4984-802b-4a0f-a81e-9479f280b1ea
                    Deployment namespace:     default
                    Deployment name:          m
                    Pending 0/1
                    Progressing 0/1: a long story that does not fit into forty columns at all
                    Ready 1/1
                    """);
        }
    }

    @Test
    void ctrlCInATerminalEndsTheWaitingOnly() throws Exception {
        try (var gateway = GatewayServer.start(GatewayOptions.onLoopback(0, folder.resolve("data")))) {
            String token = gateway.adminToken().orElseThrow();
            String address = "127.0.0.1:" + gateway.port();
            var people = new DsRun()
                    .with("HOME", "/dev/null")
                    .with("DS_GATEWAY", address)
                    .with("DS_TOKEN", token)
                    .at(Instant.now());
            people.ds("deployer", "create", "minikube");

            var run = start(address, token, inATerminal());
            String written = readUntil(run.getInputStream(), "\rPending 0/1: ");
            run.getOutputStream().write(CTRL_C);
            run.getOutputStream().flush();
            written += new String(run.getInputStream().readAllBytes(), UTF_8);

            assertThat(run.waitFor()).isEqualTo(130);
            assertThat(screen(written).replace("^C", "")).endsWith("""
                    Deployment name:          m
                    Pending 0/1: its deployer minikube is offline, has never connected
                    ds: no longer waiting; m goes on: ds deployment get m
                    """);
            assertThat(people.ds("deployment", "get", "m").code()).isZero();
        }
    }

    @Test
    void aSignalInAPipeEndsTheWaitingOnly() throws Exception {
        try (var gateway = new FakeGateway()) {
            var run = start(gateway.hostAndPort(), FakeGateway.TOKEN, "exec '" + ds + "'" + CREATE);
            String written = readUntil(run.getInputStream(), "Pending 0/1\n");
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(run.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            written += new String(run.getInputStream().readAllBytes(), UTF_8);

            assertThat(run.waitFor()).isEqualTo(130);
            assertThat(written).endsWith("""
                    Pending 0/1
                    ds: no longer waiting; m goes on: ds deployment get m
                    """);
            assertThat(gateway.deployments).hasSize(1);
        }
    }

    @Test
    void aSignalEndsTheWatchingWithItsExitCode() throws Exception {
        try (var gateway = new FakeGateway()) {
            CatsAndDogs.addTo(gateway);
            var run =
                    start(gateway.hostAndPort(), FakeGateway.TOKEN, "exec '" + ds + "' deployment ls --watch -o name");
            String written = readUntil(run.getInputStream(), "dogs\n");
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(run.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            written += new String(run.getInputStream().readAllBytes(), UTF_8);

            assertThat(run.waitFor()).isEqualTo(130);
            assertThat(written).isEqualTo("cats\ndogs\n");
        }
    }

    private static void rollOut(FakeGateway gateway) {
        var reports = new ArrayDeque<>(List.of(
                report(Phase.PHASE_PROGRESSING, 0, "a long story that does not fit into forty columns at all"),
                report(Phase.PHASE_READY, 1, "")));
        gateway.beforeGet = () -> {
            if (!reports.isEmpty()) {
                ModelDeployment.Builder next = gateway.deployments.get(0).toBuilder();
                gateway.deployments.set(0, next.setReport(reports.poll()).build());
            }
        };
    }

    private static Report report(Phase phase, int available, String message) {
        return Report.newBuilder()
                .setPhase(phase)
                .setMessage(message)
                .setRevision(1)
                .setAvailableReplicas(available)
                .build();
    }

    private String[] inATerminal() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script to make a terminal with");
        String command = "stty cols " + COLUMNS + "; '" + ds + "'" + CREATE;
        return new String[] {"/usr/bin/script", "-qec", command, "/dev/null"};
    }

    private static Process start(String gateway, String token, String... command) throws Exception {
        // Whoever runs the tests may ignore SIGINT, as what a shell runs in its background does, and pass that on.
        var words = new ArrayList<>(List.of("env", "--default-signal=INT"));
        words.addAll(command.length == 1 ? List.of("sh", "-c", command[0]) : List.of(command));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        System.getenv("PATH"),
                        "HOME",
                        "/dev/null",
                        "LC_ALL",
                        "C.UTF-8",
                        "DS_GATEWAY",
                        gateway,
                        "DS_TOKEN",
                        token));
        return builder.start();
    }

    private static String readUntil(InputStream in, String end) throws Exception {
        var read = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            read.append((char) c);
            if (read.toString().endsWith(end)) {
                return read.toString();
            }
        }
        throw new AssertionError("it ended with: " + read);
    }

    /** What is to be seen at the end: a carriage return goes back, what follows is written over what was there. */
    private static String screen(String written) {
        return Stream.of(written.replace("\r\n", "\n").split("\n"))
                .map(WaitInATerminalTest::line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(String written) {
        String shown = "";
        for (String part : written.split("\r")) {
            shown = part + (part.length() < shown.length() ? shown.substring(part.length()) : "");
        }
        return shown.stripTrailing();
    }
}
