package com.dotscience.testing.bench.proxy;

import com.dotscience.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is driven.
 *
 * @param port on loopback, where it answers
 * @param process what it costs; nothing where the backend itself is driven
 */
record Contestant(String name, int port, Optional<ServerProcess> process) implements AutoCloseable {

    static Contestant noProxy(Backend backend) {
        return new Contestant("no proxy", backend.port(), Optional.empty());
    }

    /** What it has used of processors since it started. */
    Duration processorTime() {
        return process.flatMap(started -> ProcessHandle.of(started.pid()))
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** The most memory that it has had resident, in bytes. */
    long peakBytes() {
        return process.map(started -> peakBytes(started.pid())).orElse(0L);
    }

    void mustBeAlive() {
        process.ifPresent(ServerProcess::mustBeAlive);
    }

    @Override
    public void close() {
        process.ifPresent(ServerProcess::close);
    }

    private static long peakBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
