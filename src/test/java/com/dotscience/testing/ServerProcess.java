package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A child process that writes to a log file and never outlives this JVM, not even one that is killed. */
public final class ServerProcess implements AutoCloseable {

    private static final int LINES_SHOWN = 15;

    private final String name;
    private final Path log;
    private final Process process;

    private ServerProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts it; what it prints is appended to {@code NAME.log} in the folder. */
    public static ServerProcess start(String name, Path folder, List<String> command) {
        return start(name, folder, command, Map.of());
    }

    /** The same, with these variables in addition to the environment of this JVM. */
    public static ServerProcess start(String name, Path folder, List<String> command, Map<String, String> environment) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(Leash.on(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Throws, with the end of its log, if it has ended. */
    public void mustBeAlive() {
        if (!isAlive()) {
            throw new IllegalStateException(name + " ended with code " + process.exitValue() + ":\n" + endOfLog());
        }
    }

    /** SIGTERM. */
    public void terminate() {
        // Process.destroy() would close the leash, too.
        process.toHandle().destroy();
    }

    /** Waits until it ends by itself. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    String endOfLog() {
        try (var lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return all.stream().skip(Math.max(0, all.size() - LINES_SHOWN)).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /** Kills it, as a crash would: all that is in use here keeps what matters on disk or is thrown away. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
