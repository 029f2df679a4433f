package com.dotscience.testing.bench.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drives a server with one thread and so many connections, each of which asks again as soon as it has its answer. */
final class Wrk {

    private static final String SCRIPT = """
            wrk.method = "POST"
            wrk.path = "/v1/models/model:predict"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = io.open("%s", "rb"):read("*a")

            function done(summary, latency, requests)
              local errors = summary.errors
              io.write(string.format("Figures: %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
                latency:percentile(50), latency:percentile(99),
                errors.connect + errors.read + errors.write + errors.status + errors.timeout))
            end
            """;

    private static final Pattern FIGURES = Pattern.compile("Figures: (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private final Path folder;

    /** @param folder for its script */
    Wrk(Path folder) {
        this.folder = folder;
    }

    /** Blocks until it is done. */
    Driven drive(int port, Workload workload, int connections, int seconds) {
        try {
            Path body = Files.write(folder.resolve("request"), workload.request());
            Path script = Files.writeString(folder.resolve("wrk.lua"), SCRIPT.formatted(body.toAbsolutePath()));
            Process wrk = new ProcessBuilder(List.of(
                            "wrk",
                            "--threads=1",
                            "--connections=" + connections,
                            "--duration=" + seconds + "s",
                            "--timeout=60s",
                            "--script=" + script,
                            "http://127.0.0.1:" + port))
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(wrk.getInputStream().readAllBytes(), UTF_8);
            return figures(printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Driven figures(String printed) {
        Matcher figures = FIGURES.matcher(printed);
        if (!figures.find()) {
            throw new IllegalStateException("wrk did not say what it measured:\n" + printed);
        }
        MatchResult found = figures.toMatchResult();
        long errors = Long.parseLong(found.group(5));
        if (errors > 0) {
            throw new IllegalStateException(errors + " requests failed:\n" + printed);
        }
        return new Driven(
                Long.parseLong(found.group(1)),
                Long.parseLong(found.group(2)) / 1e6,
                Long.parseLong(found.group(3)) / 1e3,
                Long.parseLong(found.group(4)) / 1e3);
    }
}
