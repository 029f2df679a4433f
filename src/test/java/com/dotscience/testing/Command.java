package com.dotscience.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program of this machine that is run to its end.
 *
 * @param environment variables in addition to those of this JVM
 */
public record Command(List<String> words, Map<String, String> environment) {

    /**
     * @param printed on standard output and standard error
     */
    public record Ended(int code, String printed) {}

    public static Command of(String... words) {
        return new Command(List.of(words), Map.of());
    }

    public Command with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Command(words, more);
    }

    /**
     * What it prints.
     *
     * @throws IllegalStateException with what it has printed, if it fails
     */
    public String output() {
        Ended ended = run();
        if (ended.code != 0) {
            throw new IllegalStateException(
                    "'" + String.join(" ", words) + "' ended with " + ended.code + ":\n" + ended.printed);
        }
        return ended.printed;
    }

    /** Whatever comes of it. */
    public Ended run() {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
