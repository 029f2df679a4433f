package com.dotscience.deployer.kubeconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a credential plugin. What it prints on stderr goes to the deployer's stderr, as with kubectl. */
final class PluginProcess {

    private static final int LONGEST_SECONDS = 60;

    private final Section exec;
    private final List<String> command;
    private final Map<String, String> environment;

    private PluginProcess(Section exec, List<String> command, Map<String, String> environment) {
        this.exec = exec;
        this.command = command;
        this.environment = environment;
    }

    static PluginProcess of(Section exec, Map<String, String> environment, String info) {
        List<String> command = new ArrayList<>();
        command.add(program(exec, environment));
        command.addAll(exec.texts("args"));
        Map<String, String> complete = new HashMap<>(environment);
        for (JsonNode variable : exec.fields().path("env")) {
            if (!variable.path("name").isTextual() || !variable.path("value").isTextual()) {
                throw exec.refuse("env", "must be a list of name and value");
            }
            complete.put(
                    variable.path("name").textValue(), variable.path("value").textValue());
        }
        complete.put("KUBERNETES_EXEC_INFO", info);
        return new PluginProcess(exec, command, complete);
    }

    /**
     * Runs it, and returns what it prints on stdout.
     *
     * @throws IllegalArgumentException if it cannot be run, fails, or takes more than a minute
     */
    String run() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            // Nobody reads meanwhile: a credential fits the buffer of a pipe many times over.
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
                throw exec.refuse("command", "has given nothing for " + LONGEST_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw exec.refuse("command", "ends with exit code " + process.exitValue());
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw exec.refuse("command", "cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exec.refuse("command", "was interrupted");
        }
    }

    /** Finds the program as a shell does; a name with a slash is relative to the file in which it stands. */
    private static String program(Section exec, Map<String, String> environment) {
        String named = exec.text("command").orElseThrow(() -> exec.refuse("command", "is missing"));
        if (named.contains(File.separator)) {
            Path path = exec.file().toAbsolutePath().resolveSibling(named).normalize();
            return found(exec, named, Files.isExecutable(path) ? path : null);
        }
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path path = Path.of(folder, named);
            if (Files.isExecutable(path) && !Files.isDirectory(path)) {
                return path.toString();
            }
        }
        return found(exec, named, null);
    }

    private static String found(Section exec, String named, Path path) {
        if (path != null) {
            return path.toString();
        }
        String hint = exec.text("installHint")
                .map(text -> ": " + text.strip().replaceAll("\\s+", " "))
                .orElse("");
        throw exec.refuse("command", "names " + named + ", which is not installed here" + hint);
    }
}
