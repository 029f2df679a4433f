package com.dotscience.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dotscience.cli.DsRun;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class ConfigurationTest {

    private static final long DEMO = 4711;

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void haveAHome() {
        environment.put("HOME", home.toString());
    }

    @Test
    void theOptionWinsOverTheEnvironmentAndThatOverTheFiles() throws Exception {
        write("ds.properties", "gateway=https://file:1", "token=of-file");
        assertThat(settings(null).gateway()).hasToString("https://file:1");

        environment.put("DS_GATEWAY", "https://environment:2");
        environment.put("DS_TOKEN", "of-environment");
        assertThat(settings(null).gateway()).hasToString("https://environment:2");

        assertThat(settings("https://option:3").gateway()).hasToString("https://option:3");
        assertThat(settings("https://option:3").token()).isEqualTo("of-environment");
    }

    @Test
    void theUsersFileWinsOverTheDemo() throws Exception {
        write("demo.properties", "gateway=http://127.0.0.1:8800", "token=of-demo", "pid=" + DEMO);
        assertThat(settings(null).token()).isEqualTo("of-demo");

        write("ds.properties", "gateway=https://file:1", "token=of-file");
        assertThat(settings(null).token()).isEqualTo("of-file");
    }

    @Test
    void aDemoThatIsGoneIsIgnored() throws Exception {
        write("demo.properties", "gateway=http://127.0.0.1:8800", "token=of-demo", "pid=" + (DEMO + 1));

        assertRefused(
                null,
                "no Gateway is configured: set DS_GATEWAY (https://HOST:PORT) and DS_TOKEN, or write"
                        + " gateway and token into " + folder().resolve("ds.properties") + ", or start hack/demo");
    }

    @Test
    void filesStandUnderXdgConfigHomeWhereThatIsSet() throws Exception {
        environment.put("XDG_CONFIG_HOME", home.resolve("elsewhere").toString());
        Path file = home.resolve("elsewhere/dotscience/ds.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "gateway=https://xdg:1\ntoken=of-xdg\n");

        assertThat(settings(null).token()).isEqualTo("of-xdg");
    }

    @Test
    void theTokenOfTheEnvironmentGoesToTheGatewayOfTheFile() throws Exception {
        write("ds.properties", "gateway=https://file:1", "token=of-file");
        environment.put("DS_TOKEN", "of-environment");

        assertThat(settings(null).gateway()).hasToString("https://file:1");
        assertThat(settings(null).token()).isEqualTo("of-environment");
    }

    @Test
    void anEmptyVariableIsAsIfItWereNotSet() throws Exception {
        write("ds.properties", "gateway=https://file:1", "token=of-file");
        environment.put("DS_GATEWAY", "");
        environment.put("DS_TOKEN", " ");

        assertThat(settings(null).token()).isEqualTo("of-file");
    }

    @Test
    void aFileWithoutAGatewayIsRefused() throws Exception {
        write("ds.properties", "token=of-file");

        assertRefused(
                null, folder().resolve("ds.properties") + " has no 'gateway': add a line gateway=https://HOST:PORT");
    }

    @Test
    void theAuthoritiesComeFromTheEnvironmentOrTheFileOfThatGateway() throws Exception {
        Path own = Files.createFile(home.resolve("own.pem"));
        Path other = Files.createFile(home.resolve("other.pem"));
        write("ds.properties", "gateway=https://file:1", "token=of-file", "ca=" + own);
        assertThat(settings(null).ca()).contains(own);

        environment.put("DS_CA", other.toString());
        assertThat(settings(null).ca()).contains(other);

        environment.put("DS_CA", home.resolve("no.pem").toString());
        assertRefused(null, "DS_CA: the file " + home.resolve("no.pem") + " cannot be read");
    }

    @Test
    void plaintextToAnotherMachineIsAWarning() {
        environment.put("DS_TOKEN", "t");

        assertThat(settings("http://gateway.example.com:8800").reminders())
                .containsExactly("the token and all else goes to http://gateway.example.com:8800 unencrypted;"
                        + " https:// protects it");
        assertThat(settings("http://127.0.0.1:8800").reminders()).isEmpty();
        assertThat(settings("http://localhost:8800").reminders()).isEmpty();
        assertThat(settings("http://[::1]:8800").reminders()).isEmpty();
        assertThat(settings("http://[0:0:0:0:0:0:0:1]:8800").reminders()).isEmpty();
        assertThat(settings("gateway.example.com").reminders()).isEmpty();
    }

    @Test
    void plaintextIsWarnedOfOnceInATerminalSession() {
        // Nobody listens there, and the address is not written as one of loopback.
        DsRun ds =
                DsRun.unconfigured(home).with("DS_GATEWAY", "http://0.0.0.0:1").with("DS_TOKEN", "t");
        String warning = "the token and all else goes to http://0.0.0.0:1 unencrypted; https:// protects it";

        assertThat(ds.ds("deployer", "ls").err()).contains(warning);
        assertThat(ds.ds("deployment", "ls").err()).doesNotContain("unencrypted");
        assertThat(ds.inTerminalSession("two").ds("deployer", "ls").err()).contains(warning);
        assertThat(ds.inTerminalSession("one").ds("deployer", "ls").err()).doesNotContain("unencrypted");
        assertThat(ds.with("DS_GATEWAY", "http://0.0.0.0:2")
                        .ds("deployer", "ls")
                        .err())
                .contains("http://0.0.0.0:2 unencrypted");
    }

    @Test
    void whereNothingCanBeKeptPlaintextIsWarnedOfEachTime() {
        DsRun ds = DsRun.unconfigured(Path.of("/proc/nonexistent"))
                .with("DS_GATEWAY", "http://0.0.0.0:1")
                .with("DS_TOKEN", "t");

        assertThat(ds.ds("deployer", "ls").err()).contains("unencrypted");
        assertThat(ds.ds("deployer", "ls").err()).contains("unencrypted");
    }

    /** No secret leaves. */
    @Nested
    class R10 {

        @Test
        void theTokenOfAFileIsGivenToNoOtherGateway() throws Exception {
            write("ds.properties", "gateway=https://file:1", "token=of-file");

            assertRefused(
                    "https://other:1",
                    "no token for the Gateway at https://other:1: set DS_TOKEN to its admin token:"
                            + " 'ds-gateway reset-admin-token' makes one");
            assertThat(settings("https://FILE:1/").token()).isEqualTo("of-file");
        }

        @Test
        void aFileWithATokenThatOthersCanReadIsAWarning() throws Exception {
            Path file = write("ds.properties", "gateway=https://file:1", "token=of-file");
            assertThat(settings(null).warnings()).isEmpty();

            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

            assertThat(settings(null).warnings())
                    .containsExactly(file + " holds a token and others can read it: chmod 600 " + file);
        }

        @Test
        void settingsDoNotShowTheToken() {
            environment.put("DS_TOKEN", "very-secret");

            assertThat(settings("https://option:3")).asString().doesNotContain("very-secret");
        }

        @Test
        void aBrokenTokenIsNotRepeated() {
            environment.put("DS_TOKEN", "very secret");

            assertRefused(
                    "https://option:3", "DS_TOKEN has spaces or other characters that no token has: copy it again");
        }
    }

    private Settings settings(String option) {
        return new Configuration(environment, pid -> pid == DEMO).settings(option);
    }

    private void assertRefused(String option, String message) {
        assertThatExceptionOfType(DsException.class)
                .isThrownBy(() -> settings(option))
                .withMessage(message)
                .extracting(DsException::code)
                .isEqualTo(ExitCode.USAGE);
    }

    private Path folder() {
        return home.resolve(".config/dotscience");
    }

    private Path write(String name, String... lines) throws IOException {
        Files.createDirectories(folder());
        Path file = Files.writeString(folder().resolve(name), String.join("\n", lines));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
