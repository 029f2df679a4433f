package com.dotscience.modelproxy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The program as a pod starts it, with the memory that it ships with. It never outlives this JVM. */
public final class ProxyProcess implements AutoCloseable {

    private static final List<String> MEMORY = List.of(
            "-Xmx20m",
            "-Xmn5m",
            "-Xss256k",
            "-XX:MaxDirectMemorySize=16m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError");

    private static final Pattern SHIPPED =
            Pattern.compile("/(netty-|jackson-core-|micrometer-|prometheus-metrics-)[^/]*$");

    private final Process process;
    private final Path output;
    private final int port;
    private final int apiPort;
    private final Thread atExit;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ProxyProcess(int model, List<String> flags, Map<String, String> environment) throws IOException {
        port = freePort();
        apiPort = freePort();
        output = Files.createTempFile("model-proxy", ".log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(MEMORY);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), "com.dotscience.modelproxy.ModelProxy"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "TF_SERVING_ADDR", "http://127.0.0.1:" + model,
                        "TF_SERVING_PROXY_PORT", Integer.toString(port),
                        "TF_SERVING_PROXY_API_PORT", Integer.toString(apiPort)));
        builder.environment().putAll(environment);
        process = builder.start();
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts it, and waits until it listens. */
    public static ProxyProcess before(int model, Map<String, String> environment, String... flags) {
        try {
            ProxyProcess started = new ProxyProcess(model, List.of(flags), environment);
            Awaitility.await().until(() -> !started.process.isAlive() || started.listens());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public int apiPort() {
        return apiPort;
    }

    /** Its peak of resident memory, in MiB. */
    public long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Asks on the API port. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Whether somebody answers on the API port. */
    private boolean listens() throws InterruptedException {
        try {
            return get("/health").statusCode() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end:\n" + output());
        }
        return process.exitValue();
    }

    public String output() {
        try {
            return Files.readString(output, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is shipped: each further jar would take of the little memory, for its list of contents alone. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        !entry.endsWith(".jar") || SHIPPED.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Files.deleteIfExists(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
