package com.dotscience.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Embedded
class FailuresTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void whatTheGatewayRefusesIsSaidInItsOwnWords() {
        gateway.failures.add(Status.INVALID_ARGUMENT.withDescription("name: 'A B' is no DNS label"));

        assertThat(DsRun.against(gateway).ds("deployer", "create", "A B"))
                .isEqualTo(new DsRun.Result(1, "", "ds: name: 'A B' is no DNS label\n"));
        assertThat(DsRun.against(gateway).ds("deployment", "get", "nobody"))
                .isEqualTo(new DsRun.Result(1, "", "ds: there is no model deployment 'nobody'\n"));
    }

    @Test
    void anErrorLeavesStdoutEmptyForProgramsThatReadJson() {
        assertThat(DsRun.against(gateway).ds("deployment", "get", "nobody", "-o", "json"))
                .isEqualTo(new DsRun.Result(1, "", "ds: there is no model deployment 'nobody'\n"));
    }

    @Test
    void anErrorWithoutWordsIsNamed() {
        gateway.failures.add(Status.INTERNAL);

        assertThat(DsRun.against(gateway).ds("deployer", "ls"))
                .isEqualTo(new DsRun.Result(1, "", "ds: the Gateway answered INTERNAL\n"));
    }

    /** R10: the token itself is not in it. */
    @Test
    void aWrongTokenIsSaidToBeRefused() {
        var result = DsRun.against(gateway).with("DS_TOKEN", "wrong-token").ds("deployer", "ls");

        assertThat(result)
                .isEqualTo(new DsRun.Result(
                        1,
                        "",
                        "ds: the Gateway at http://" + gateway.hostAndPort()
                                + " refuses the DS_TOKEN: it must be the Gateway's admin token\n"));
    }

    @Test
    void aGatewayThatIsNotThereIsSaidToBeUnreachable() throws Exception {
        int port = closedPort();

        var result = DsRun.against(gateway).ds("deployer", "ls", "--gateway", "localhost:" + port);

        assertThat(result)
                .isEqualTo(new DsRun.Result(
                        3,
                        "",
                        "ds: cannot reach the Gateway at http://localhost:" + port
                                + " (from --gateway): Connection refused; is it running? Set DS_GATEWAY to another\n"));
    }

    @Test
    void aGatewayThatDoesNotAnswerInTimeIsSaidSo() {
        gateway.failures.add(Status.DEADLINE_EXCEEDED);

        assertThat(DsRun.against(gateway).ds("deployer", "ls"))
                .isEqualTo(new DsRun.Result(
                        3,
                        "",
                        "ds: the Gateway at http://" + gateway.hostAndPort()
                                + " (from DS_GATEWAY) did not answer in time: try again\n"));
    }

    @Test
    void withoutConfigurationItSaysHowToConfigure(@TempDir Path home) {
        var result = DsRun.unconfigured(home).ds("deployer", "ls");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("ds: no Gateway is configured: set DS_GATEWAY (https://HOST:PORT) and DS_TOKEN")
                .hasLineCount(1);
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheOneThatWasMeant() {
        assertThat(DsRun.against(gateway).ds("deploymnt", "ls")).isEqualTo(new DsRun.Result(2, "", """
                ds: Unmatched arguments from index 0: 'deploymnt', 'ls'
                Did you mean: ds deployment or ds deployer or ds completion?
                Try 'ds --help'.
                """));
    }

    @Test
    void aMissingOptionIsNamed() {
        assertThat(DsRun.against(gateway).ds("deployment", "create", "--model-name", "m", "-d", "d"))
                .isEqualTo(new DsRun.Result(2, "", """
                        ds: Missing required option: '--image=IMAGE'
                        Try 'ds deployment create --help'.
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "two, 'two' is no whole number",
                "1.5, '1.5' is no whole number",
                "99999999999, '99999999999' is not within -2147483647 and 2147483647"
            })
    void aNumberThatIsNoneIsSaidInPlainWords(String given, String said) {
        assertThat(DsRun.against(gateway).ds("deployment", "update", "m", "--min", given))
                .isEqualTo(new DsRun.Result(2, "", """
                        ds: Invalid value for option '--min': %s
                        Try 'ds deployment update --help'.
                        """.formatted(said)));
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "update", "m", "--replicas", "2x")
                        .err())
                .startsWith("ds: Invalid value for option '--replicas': '2x' is no whole number\n");
    }

    @Test
    void aMissingCommandIsAnsweredWithTheCommandsThereAre() {
        var result = DsRun.against(gateway).ds("deployer");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("ds: Missing required subcommand\nUsage: ds deployer")
                .contains("create", "rm");
    }

    @Test
    void anUnknownOutputIsAnsweredWithThoseThereAre() {
        assertThat(DsRun.against(gateway).ds("deployer", "ls", "-o", "xml").err())
                .startsWith("ds: Invalid value for option '--output': expected one of [TEXT, WIDE, JSON, YAML, NAME]");
    }

    @Test
    void anUnexpectedErrorIsOneLineThatSaysHowToSeeMore() {
        // A null byte is in no file name, which the reading of files does not expect.
        var quiet = DsRun.against(gateway).with("XDG_CONFIG_HOME", "/\0x").ds("deployer", "ls");
        var debug = DsRun.against(gateway)
                .with("XDG_CONFIG_HOME", "/\0x")
                .with("DS_DEBUG", "1")
                .ds("deployer", "ls");

        assertThat(quiet.code()).isEqualTo(1);
        assertThat(quiet.err())
                .startsWith("ds: unexpected error: java.nio.file.InvalidPathException")
                .endsWith("(DS_DEBUG=1 shows where it came from)\n")
                .hasLineCount(1);
        assertThat(debug.err()).contains("\tat com.dotscience.cli.").doesNotContain("DS_DEBUG");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
