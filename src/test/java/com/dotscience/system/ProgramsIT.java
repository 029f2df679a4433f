package com.dotscience.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.BuiltDistribution;
import com.dotscience.testing.NeedsDistribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Gateway and ds of the distribution, with no libraries but their own. {@link TerminationIT} has the deployer's,
 * {@link ModelProxyImageIT} the model-proxy's.
 */
@NeedsDistribution
class ProgramsIT {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Pattern LISTENING = Pattern.compile("is listening on /(127\\.0\\.0\\.1:\\d+)");

    @TempDir
    private Path folder;

    private final BuiltDistribution distribution = BuiltDistribution.find();

    @Test
    void aDeployerIsMadeAndItsManifestPrinted() throws Exception {
        Path log = folder.resolve("gateway.log");
        Files.writeString(folder.resolve("token"), TOKEN);
        ProcessBuilder builder = new ProcessBuilder(
                        distribution.program("ds-gateway"),
                        "run",
                        "--listen",
                        "127.0.0.1:0",
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "DS_GATEWAY_HTTP_PORT",
                        "0",
                        "DS_GATEWAY_ADMIN_TOKEN_FILE",
                        folder.resolve("token").toString()));
        Process gateway = builder.start();
        try {
            await().until(() -> !gateway.isAlive() || address(log).find());
            Matcher address = address(log);
            assertThat(address.find()).as(Files.readString(log)).isTrue();
            String url = "http://" + address.group(1);

            assertThat(ds(url, "deployer", "create", "minikube")).contains("Deployer API token: ");
            assertThat(ds(url, "deployer", "manifest", "minikube", "--addr", "gateway.example.com:8800"))
                    .contains("kind: \"Deployment\"", "kind: \"ClusterRole\"", "gateway.example.com:8800");
            assertThat(ds(url, "deployment", "ls", "-o", "json")).startsWith("[");
        } finally {
            gateway.destroy();
            gateway.waitFor();
        }
    }

    private static Matcher address(Path log) throws IOException {
        return LISTENING.matcher(Files.readString(log));
    }

    private String ds(String gateway, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(distribution.program("ds")).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(Map.of("DS_GATEWAY", gateway, "DS_TOKEN", TOKEN, "HOME", folder.toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
