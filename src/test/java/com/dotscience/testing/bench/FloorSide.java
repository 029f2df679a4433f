package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.ServerProcess;
import com.dotscience.testing.bench.meter.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** A {@link Floor} in a virtual machine of its own, with the deployer's flags and jars. */
final class FloorSide implements AutoCloseable {

    private static final String ROUTE = """
            - route:
                id: floor
                from:
                  uri: timer:floor
                  parameters:
                    period: 10000
                  steps:
                    - log: "${exchangeId}"
            """;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Meter meter = Meter.create(OptionalInt.empty());
    private final List<String> command;
    private final Path folder;
    private ServerProcess process;

    /** Starts nothing yet. */
    FloorSide(Launcher deployer, Path kubeconfig, Path folder) {
        this.folder = folder;
        try {
            Path route = Files.writeString(folder.resolve("floor.yaml"), ROUTE);
            command = meter.in(deployer.insteadOfIt(Floor.class, kubeconfig.toString(), route.toString()));
            Files.deleteIfExists(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.resolve("floor.log");
    }

    /** From the start of the program until it is ready. */
    Figure measureStart(Course course) {
        return course.measure(
                meter,
                () -> {
                    start();
                    return Instant.now();
                },
                () -> {});
    }

    private void start() {
        process = ServerProcess.start("floor", folder, command);
        await("the floor")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    process.mustBeAlive();
                    try (var lines = Files.lines(log())) {
                        return lines.anyMatch(Floor.READY::equals);
                    }
                });
    }

    Meter meter() {
        return meter;
    }

    @Override
    public void close() {
        process.close();
        meter.close();
    }
}
