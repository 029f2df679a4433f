package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.options.StartFailure;
import com.dotscience.gateway.store.Token;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.ManagementClient;
import io.grpc.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the person at the terminal reads when a Gateway cannot start: one line, and no stack trace. */
@Embedded
class GatewayCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private String data;

    @BeforeEach
    void chooseDirectory() {
        data = directory.resolve("data").toString();
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Gateway.commandLine(environment)
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private void assertOneLine(String saying) {
        assertThat(errors.toString())
                .startsWith("ds-gateway: ")
                .contains(saying)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8800", "127.0.0.1", ":8800", "127.0.0.1:http", "127.0.0.1:70000", "a b:1", ""})
    void anAddressThatIsNoneIsAMistakeInUse(String listen) {
        assertThat(run(Map.of(), "run", "--data", data, "--listen=" + listen)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith("ds-gateway: --listen must be HOST:PORT, such as 127.0.0.1:8800, not '" + listen + "'")
                .hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource({"run --bogus,Unknown option: '--bogus'", "walk,Unmatched argument", "'',Missing required subcommand"})
    void aMisspeltCommandIsAMistakeInUse(String arguments, String saying) {
        assertThat(run(Map.of(), arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(saying).hasLineCount(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:0", "[::]:0"})
    void plaintextWhereOthersCanReadItIsRefused(String listen) {
        assertThat(run(Map.of(), "run", "--data", data, "--listen", listen)).isEqualTo(1);
        assertOneLine("tokens would travel in plaintext; give --tls-cert and --tls-key, or --insecure");
        assertThat(Path.of(data)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"-1,'--http-port must be 0 to 65535, not -1'", "65536,'--http-port must be 0 to 65535, not 65536'"})
    void anHttpPortThatIsNoneIsAMistakeInUse(String port, String saying) {
        assertThat(run(Map.of("DS_GATEWAY_HTTP_PORT", port), "run", "--data", data))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains(saying).hasLineCount(2);
        assertThat(Path.of(data)).doesNotExist();
    }

    @Test
    void optionsCanBeGivenAsVariables() {
        Map<String, String> environment = Map.of("DS_GATEWAY_DATA", data, "DS_GATEWAY_LISTEN", "0.0.0.0:0");

        assertThat(run(environment, "run")).isEqualTo(1);
        assertOneLine("0.0.0.0 can be reached from other machines");
    }

    @Test
    void aLogOfAFormThatThereIsNotIsAMistakeInUse() {
        assertThatThrownBy(() -> GatewayProcess.start(Path.of(data), Map.of("LOG_FORMAT", "xml")))
                .hasMessage(
                        "the Gateway ended with code 2: ds-gateway: LOG_FORMAT must be text or json, but is 'xml'\n");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String listen = "127.0.0.1:" + taken.getLocalPort();
            assertThat(run(Map.of(), "run", "--data", data, "--listen", listen)).isEqualTo(1);
            assertOneLine("cannot listen on " + listen + ": Address already in use; stop the program that uses it");
        }
        assertTheNextStartMakesAToken();
    }

    @Test
    void anHttpPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run(Map.of(), "run", "--data", data, "--listen", "127.0.0.1:0", "--http-port", port))
                    .isEqualTo(1);
            assertOneLine("cannot listen on 127.0.0.1:" + port + ": Address already in use; stop the program that uses"
                    + " it, or choose another --http-port");
        }
        assertTheNextStartMakesAToken();
    }

    private void assertTheNextStartMakesAToken() {
        // Nothing was printed, so a token made by that start would be lost.
        try (GatewayServer server = GatewayServer.start(GatewayOptions.onLoopback(0, Path.of(data)))) {
            assertThat(server.adminToken()).isPresent();
        }
    }

    @Test
    void aDatabaseThatIsInUseIsNamed() throws Exception {
        Process other = GatewayProcess.start(Path.of(data)).process();
        try {
            assertThat(run(Map.of(), "run", "--data", data, "--listen", "127.0.0.1:0"))
                    .isEqualTo(1);
            assertOneLine("is in use by another process: stop that one, or choose another directory with --data");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() {
        String url = "jdbc:postgresql://127.0.0.1:1/gateway?user=gateway&password=s3cr3t";
        assertThat(run(Map.of("DS_GATEWAY_DATABASE_URL", url), "run")).isEqualTo(1);
        assertOneLine("the database jdbc:postgresql://127.0.0.1:1/gateway cannot be opened");
        assertThat(errors.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void aCertificateThatIsMissingOrNoneIsNamed() throws IOException {
        Path nonsense = Files.writeString(directory.resolve("tls.crt"), "nonsense");
        String missing = directory.resolve("missing.key").toString();

        assertThat(run(Map.of(), "run", "--data", data, "--tls-cert", nonsense.toString(), "--tls-key", missing))
                .isEqualTo(1);
        assertOneLine("cannot read " + missing);

        errors.getBuffer().setLength(0);
        assertThat(run(Map.of(), "run", "--data", data, "--tls-cert", "" + nonsense, "--tls-key", "" + nonsense))
                .isEqualTo(1);
        assertOneLine("are no certificate and key: both must be PEM files, the key in PKCS#8 and not encrypted");

        errors.getBuffer().setLength(0);
        assertThat(run(Map.of(), "run", "--data", data, "--tls-cert", nonsense.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--tls-cert and --tls-key must be given together");
    }

    @Test
    void aLostAdminTokenCanBeReplaced() {
        try (TestGateway gateway = TestGateway.on(GatewayOptions.embeddedDatabase(Path.of(data)))) {
            gateway.close();

            assertThat(run(Map.of(), "reset-admin-token", "--data", data)).isZero();

            gateway.restart();
            assertThat(gateway.printedAdminToken()).isEmpty();
            String fresh = output.toString().strip();
            assertThat(gateway.management("Bearer " + fresh)
                            .listDeployers(ListDeployersRequest.getDefaultInstance())
                            .getDeployersList())
                    .isEmpty();
            assertThatThrownBy(() -> gateway.management().listDeployers(ListDeployersRequest.getDefaultInstance()))
                    .satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "ds-gateway reset-admin-token"));
        }
    }

    /** In another process: within one, both could open the database. */
    @Test
    void aLostAdminTokenCanBeReplacedWhileTheGatewayRuns() throws Exception {
        GatewayProcess gateway = GatewayProcess.start(Path.of(data));
        try {
            String first = gateway.adminToken();
            assertThat(run(Map.of(), "reset-admin-token", "--data", data)).isZero();
            String second = output.toString().strip();

            assertThatThrownBy(() -> createDeployer(gateway, first, "a"))
                    .satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "ds-gateway reset-admin-token"));
            createDeployer(gateway, second, "b");

            output.getBuffer().setLength(0);
            assertThat(run(Map.of(), "reset-admin-token", "--data", data)).isZero();
            createDeployer(gateway, output.toString().strip(), "c");
            try (Stream<Path> files = Files.list(Path.of(data))) {
                assertThat(files).noneMatch(file -> file.toString().contains("admin-token"));
            }
        } finally {
            gateway.process().destroyForcibly().waitFor();
        }
    }

    private static void createDeployer(GatewayProcess gateway, String adminToken, String name) {
        try (ManagementClient client = new ManagementClient(gateway.port(), adminToken)) {
            client.createDeployer(name);
        }
    }

    @Test
    void theAdminTokenCanBeGivenInAFile() throws Exception {
        Path file = directory.resolve("token");
        assertThatThrownBy(() -> read(file, "too short"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("--admin-token-file: " + file + " must have one line of at least 32 printable characters"
                        + " without spaces, such as 'openssl rand -hex 32' prints");
        assertThatThrownBy(() -> read(file, "two lines of many characters\nare no token"))
                .isInstanceOf(StartFailure.class);
        assertThat(new AdminTokenFile(directory.resolve("missing")).read()).isEmpty();
        Token given = read(file, "a-token-of-more-than-32-characters\n").orElseThrow();

        for (int start = 1; start <= 2; start++) {
            try (GatewayServer server =
                    GatewayServer.start(GatewayOptions.onLoopback(0, Path.of(data)), Optional.of(given))) {
                assertThat(server.admin().is(new Token("a-token-of-more-than-32-characters")))
                        .isTrue();
                assertThat(server.adminToken()).isEmpty();
            }
        }
    }

    private static Optional<Token> read(Path file, String text) throws IOException {
        return new AdminTokenFile(Files.writeString(file, text)).read();
    }
}
