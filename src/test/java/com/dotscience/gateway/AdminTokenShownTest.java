package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sees the first admin token: a person at a terminal, and no log. */
@Embedded
class AdminTokenShownTest {

    private static final String TOKEN = "Admin token: ";
    private static final String NONE = "There is no admin token yet, so ds cannot manage this Gateway: 'ds-gateway"
            + " reset-admin-token' makes one";

    @TempDir
    private Path data;

    @Test
    void aTerminalShowsIt() throws Exception {
        assertThat(said(List.of("script", "-qfec", String.join(" ", gateway()), "/dev/null")))
                .anyMatch(line -> line.startsWith(TOKEN))
                .noneMatch(line -> line.contains(NONE));
    }

    @Test
    void aLogNamesWhatMakesOne() throws Exception {
        assertThat(said(gateway())).anyMatch(line -> line.contains(NONE)).noneMatch(line -> line.startsWith(TOKEN));
    }

    private List<String> gateway() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.console=java.base",
                "-cp",
                System.getProperty("java.class.path"),
                Gateway.class.getName(),
                "run",
                "--listen",
                "127.0.0.1:0",
                "--http-port",
                "0",
                "--data",
                data.toString());
    }

    /** Returns its output up to the first of the two lines. */
    private static List<String> said(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.startsWith(TOKEN) || line.contains(NONE)) {
                    return lines;
                }
            }
            return lines;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
