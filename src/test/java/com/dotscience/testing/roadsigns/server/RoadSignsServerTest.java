package com.dotscience.testing.roadsigns.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.roadsigns.Examples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The program, as an image and the demo start it. */
@Embedded
class RoadSignsServerTest {

    private static final Pattern PORT = Pattern.compile(".* on port (\\d+)");

    /** Far more than it takes, and less than anything that would wait for a request to end. */
    private static final int SECONDS = 60;

    private Process process;

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void itEndsAtOnceWhenToldToAlthoughARequestIsUnderWay() throws Exception {
        BufferedReader log = start("", "--port", "0");
        int port = portIn(log);
        try (Socket half = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream request = half.getOutputStream();
            request.write("POST /v1/models/model:predict HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
            // Answered on a later connection, and so it has taken the half one before.
            assertThat(predict(port)).startsWith("{\"predictions\": [[0.0, 0.0, 1.0, ");

            process.destroy();

            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
        }
    }

    @Test
    void optionsOfTheImageHoldUnlessOneIsGivenAnew() throws Exception {
        BufferedReader log = start("--model-version=2 --name=signs --port=0", "--model-version", "1");
        int port = portIn(log);

        assertThat(status(port, "signs")).contains("\"version\": \"1\"").contains("AVAILABLE");
    }

    @Test
    void aSlowStartIsBeforeItListensAndASlowLoadAfterwards() throws Exception {
        BufferedReader log = start("--start-delay=1 --load-delay=3600 --port=0");
        Instant started = Instant.parse(log.readLine().split(" ")[0]);
        String serving = log.readLine();
        Matcher port = PORT.matcher(serving);

        assertThat(Instant.parse(serving.split(" ")[0])).isAfterOrEqualTo(started.plusSeconds(1));
        assertThat(port.matches()).as(serving).isTrue();
        assertThat(status(Integer.parseInt(port.group(1)), "model")).contains("LOADING");
    }

    @Test
    void toldToFailItFailsBeforeItListens() throws Exception {
        BufferedReader log = start("--exit-after=0 --port=0");

        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log.lines()).noneMatch(line -> PORT.matcher(line).matches()).anyMatch(line -> line.contains("fail"));
    }

    @Test
    void toldToFailLaterItServesBefore() throws Exception {
        BufferedReader log = start("--exit-after=1 --port=0");
        portIn(log);

        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void whatItIsToldWronglyItSaysInOneLine() throws Exception {
        BufferedReader log = start("--model-version=3 --port=0");

        assertThat(log.lines()).last().isEqualTo("Cannot serve: There is no version 3, only [1, 2]");
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
    }

    /** As much as it is told to, outside its heap, which is far smaller: in a container it is what the limit ends. */
    @Test
    void toldToEatMemoryItEatsBeyondItsHeap() throws Exception {
        BufferedReader log = start("--eat-memory=128 --port=0");

        assertThat(log.lines().anyMatch(line -> line.endsWith("Holding 128 MiB")))
                .isTrue();
        assertThat(process.isAlive()).isTrue();
    }

    private BufferedReader start(String environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=1g",
                "-cp",
                System.getProperty("java.class.path"),
                RoadSignsServer.class.getName(),
                "--address=127.0.0.1"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ROADSIGNS_OPTIONS", environment);
        process = builder.start();
        return process.inputReader();
    }

    private static int portIn(BufferedReader log) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher found = PORT.matcher(line);
            if (found.matches()) {
                return Integer.parseInt(found.group(1));
            }
        }
        throw new AssertionError("It has ended and named no port");
    }

    private static String status(int port, String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/models/" + name))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static String predict(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/models/model:predict"))
                .POST(BodyPublishers.ofFile(Examples.REQUEST))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
