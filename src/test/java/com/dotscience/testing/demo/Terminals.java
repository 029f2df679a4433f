package com.dotscience.testing.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands as a shell in the project's folder does, with an empty home; what still runs is ended at the end. */
public final class Terminals implements AutoCloseable {

    /** A command that was typed, and what it has printed so far. */
    public record Running(String line, Process process, Path output) {

        public String printed() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                // A character of which only the first half is there.
                return "";
            }
        }

        /** Whether it is over, and went wrong. */
        public boolean failed() {
            return !process.isAlive() && process.exitValue() != 0;
        }
    }

    private final Path home;
    private final Map<String, String> environment;
    private final List<Running> all = new ArrayList<>();

    Terminals(Path home) throws IOException {
        this(home, Map.of());
    }

    /** @param variables that people have set besides */
    public Terminals(Path home, Map<String, String> variables) throws IOException {
        this.home = home;
        // It shows a meter where its output goes to no terminal.
        Files.writeString(home.resolve(".curlrc"), "no-progress-meter");
        this.environment = new HashMap<>(variables);
        environment.putAll(Map.of(
                "HOME", home.toString(),
                "XDG_CONFIG_HOME", home.resolve(".config").toString(),
                "LC_ALL", "C.UTF-8"));
    }

    public Running type(String line) throws IOException {
        Path output = Files.createTempFile(home, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DS_"));
        builder.environment().putAll(environment);
        Running running = new Running(line, builder.start(), output);
        running.process().getOutputStream().close();
        all.add(running);
        return running;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** As Ctrl-C in each of them. */
    @Override
    public void close() throws InterruptedException {
        for (Running running : all) {
            List<ProcessHandle> children = running.process().descendants().toList();
            children.forEach(ProcessHandle::destroy);
            running.process().destroy();
            running.process().waitFor();
            for (ProcessHandle child : children) {
                child.onExit().join();
            }
        }
    }
}
