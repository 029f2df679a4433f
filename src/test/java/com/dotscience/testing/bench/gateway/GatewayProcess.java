package com.dotscience.testing.bench.gateway;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.ServerProcess;
import com.dotscience.testing.bench.proxy.MemoryCgroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program of the distribution, with as much memory as {@code kubernetes/gateway} gives it. */
final class GatewayProcess implements AutoCloseable {
    /** What {@code kubernetes/gateway/deployment.yaml} has as its limit, and tells Java. */
    static final int LIMIT_MEBIBYTES = 512;

    private static final String JAVA_OPTS = "-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern PORT = Pattern.compile("listening on \\S*:([0-9]+)");

    /** As the Secret has it that the pod reads. */
    private static final String ADMIN_TOKEN = "0123456789abcdef".repeat(4);

    private final MemoryCgroup cgroup;
    private final ServerProcess process;
    private final Path log;
    private final int port;

    private GatewayProcess(MemoryCgroup cgroup, ServerProcess process, Path log, int port) {
        this.cgroup = cgroup;
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Returns once it listens. */
    static GatewayProcess start(Path distribution, Path folder, String name) {
        MemoryCgroup cgroup = MemoryCgroup.ofMebibytes(LIMIT_MEBIBYTES);
        ServerProcess process = ServerProcess.start(
                name,
                folder,
                cgroup.in(List.of(
                        distribution.resolve("bin/ds-gateway").toAbsolutePath().toString(),
                        "run",
                        "--listen",
                        "127.0.0.1:0",
                        "--http-port",
                        "0",
                        "--admin-token-file",
                        adminToken(folder).toString(),
                        "--data",
                        folder.resolve("data").toString())),
                Map.of("JAVA_OPTS", JAVA_OPTS));
        Path log = folder.resolve(name + ".log");
        await("a Gateway that listens").atMost(PATIENCE).until(() -> {
            process.mustBeAlive();
            return find(PORT, log).isPresent();
        });
        return new GatewayProcess(
                cgroup, process, log, Integer.parseInt(find(PORT, log).orElseThrow()));
    }

    int port() {
        return port;
    }

    /** With its log and its data. */
    Path folder() {
        return log.getParent();
    }

    private static Path adminToken(Path folder) {
        try {
            return Files.writeString(folder.resolve("admin-token"), ADMIN_TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String adminToken() {
        return ADMIN_TOKEN;
    }

    /** A new deployer and its token. */
    Target deployer(String adminToken, String name) {
        try (ManagementClient person = new ManagementClient(port, adminToken)) {
            return new Target(port, person.createDeployer(name).getToken());
        }
    }

    void mustBeAlive() {
        process.mustBeAlive();
    }

    /** The processor time that it has used, in seconds. */
    double processorSeconds() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(used -> used.toMillis() / 1e3)
                .orElse(0.0);
    }

    long peakMebibytes() {
        return cgroup.peakMebibytes();
    }

    long logLines() {
        try (var lines = Files.lines(log)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> find(Pattern pattern, Path log) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(log));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.close();
        cgroup.close();
    }
}
