package com.dotscience.gateway;

import com.dotscience.testing.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program in a process of its own, on a free port.
 *
 * @param adminToken that it was given in a file
 * @param output what it printed after it had started
 */
public record GatewayProcess(Process process, int port, int httpPort, String adminToken, BufferedReader output) {
    private static final Pattern LISTENING = Pattern.compile("listening on [^\"]*:([0-9]+)");
    private static final Pattern HTTP = Pattern.compile("metrics are on port ([0-9]+)");
    private static final String TOKEN = "the-admin-token-of-the-processes-of-tests";

    /** Starts it for the first time on a directory. */
    static GatewayProcess start(Path data) throws IOException {
        return start(data, Map.of());
    }

    /** The same, with these variables in addition. */
    static GatewayProcess start(Path data, Map<String, String> environment) throws IOException {
        return start(data, 0, environment);
    }

    /** The same on this port, or on a free one if it is 0. */
    public static GatewayProcess start(Path data, int listenPort, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(JavaProgram.command(
                        Gateway.class.getName(),
                        "run",
                        "--listen",
                        "127.0.0.1:" + listenPort,
                        "--http-port",
                        "0",
                        "--data",
                        data.toString(),
                        "--admin-token-file",
                        Files.writeString(Files.createDirectories(data).resolve("token"), TOKEN)
                                .toString()))
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        StringBuilder seen = new StringBuilder();
        int port = 0;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                port = Integer.parseInt(listening.group(1));
            }
            Matcher http = HTTP.matcher(line);
            if (http.find()) {
                return new GatewayProcess(process, port, Integer.parseInt(http.group(1)), TOKEN, output);
            }
        }
        throw new IOException(
                "the Gateway ended with code " + process.onExit().join().exitValue() + ": " + seen);
    }

    /** SIGTERM; Process.destroy would also close the output. */
    void terminate() {
        process.toHandle().destroy();
    }
}
