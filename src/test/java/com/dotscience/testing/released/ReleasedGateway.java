package com.dotscience.testing.released;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Command;
import com.dotscience.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Gateway of a distribution in a process of its own, with an embedded database, and that distribution's {@code ds}. */
final class ReleasedGateway implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on \\S*:([0-9]+)");
    private static final Pattern TOKEN = Pattern.compile("(?m)^Admin token: (\\S+)$");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path programs;
    private final Path data;
    private final Path log;
    private final ServerProcess process;

    private ReleasedGateway(Path distribution, Path folder) {
        this.programs = distribution.resolve("bin");
        this.data = folder.resolve("data");
        this.log = folder.resolve("ds-gateway.log");
        this.process = ServerProcess.start(
                "ds-gateway",
                folder,
                List.of(
                        program("ds-gateway"),
                        "run",
                        "--listen",
                        "127.0.0.1:0",
                        "--http-port",
                        "0",
                        "--data",
                        data.toString()));
    }

    /** Starts it on a free port, and waits until it listens. */
    static ReleasedGateway start(Path distribution, Path folder) {
        ReleasedGateway gateway = new ReleasedGateway(distribution, folder);
        await("the Gateway").atMost(PATIENCE).until(() -> {
            gateway.process.mustBeAlive();
            return gateway.said(TOKEN).isPresent();
        });
        return gateway;
    }

    int port() {
        return Integer.parseInt(said(LISTENING).orElseThrow());
    }

    String adminToken() {
        return said(TOKEN).orElseThrow();
    }

    /** What ds prints; throws if it fails. */
    String ds(List<String> words) {
        List<String> command = new ArrayList<>(List.of(program("ds")));
        command.addAll(words);
        return Command.of(command.toArray(String[]::new))
                .with("DS_GATEWAY", "http://127.0.0.1:" + port())
                .with("DS_TOKEN", adminToken())
                .output();
    }

    /** Asks it to end, waits until it has, and returns its database. */
    Path end() throws InterruptedException {
        process.terminate();
        process.awaitEnd();
        return data.resolve(RecordedInstallation.DATABASE);
    }

    private String program(String name) {
        return programs.resolve(name).toAbsolutePath().toString();
    }

    private Optional<String> said(Pattern pattern) {
        try {
            Matcher found = pattern.matcher(Files.exists(log) ? Files.readString(log) : "");
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
