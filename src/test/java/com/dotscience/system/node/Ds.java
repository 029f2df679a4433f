package com.dotscience.system.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.cli.DsRun;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program {@code ds} of the distribution. */
record Ds(Path program, Map<String, String> environment) {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Ended(int code, String out, String err) {

        /** @throws AssertionError with all that was printed, if it failed */
        Ended successfully() {
            assertThat(code).as(out + err).isZero();
            return this;
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    Ended run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(arguments));
        try {
            Path err = Files.createTempFile("ds-", ".err");
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            Ended ended = new Ended(process.waitFor(), out, Files.readString(err));
            Files.delete(err);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * What is known of a model deployment: the fields of {@code ds deployment get -o json}. Asked by the same classes in this
     * JVM: tests look many times, and as many programs would take a processor for themselves.
     */
    JsonNode status(String name, String namespace) {
        DsRun inThisProcess = new DsRun().at(Instant.now());
        environment.forEach(inThisProcess::with);
        DsRun.Result shown = inThisProcess.ds("deployment", "get", name, "--namespace", namespace, "-o", "json");
        try {
            return JSON.readTree(new Ended(shown.code(), shown.out(), shown.err())
                    .successfully()
                    .out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
