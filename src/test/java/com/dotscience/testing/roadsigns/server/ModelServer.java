package com.dotscience.testing.roadsigns.server;

import com.dotscience.testing.roadsigns.RoadSigns;
import com.dotscience.testing.roadsigns.model.RoadSignModel;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers both protocols on one port. */
public final class ModelServer implements AutoCloseable {

    /** For tests that count who has answered: nothing in TensorFlow Serving's answers says it. */
    public static final String VERSION_HEADER = "X-Model-Version";

    private static final int GREATEST_BODY = 8 << 20;

    private final ServedModel model;
    private final List<Api> apis;
    private final ServerMetrics metrics;
    private final Log log;
    private final ObjectWriter writer;
    private final HttpServer server;
    private final int failEvery;
    private final AtomicInteger posts = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @throws IOException if the address cannot be listened at */
    ModelServer(ServedModel model, InetSocketAddress address, Log log) throws IOException {
        this(model, address, log, 0);
    }

    /**
     * One that fails each so many-th POST.
     *
     * @param failEvery 0: none
     * @throws IOException if the address cannot be listened at
     */
    ModelServer(ServedModel model, InetSocketAddress address, Log log, int failEvery) throws IOException {
        this.failEvery = failEvery;
        this.model = model;
        this.apis = List.of(new TensorFlowApi(model), new OpenInferenceApi(model));
        this.metrics = new ServerMetrics(model.name());
        this.log = log;
        this.writer = new ObjectMapper().writer(onOneLine());
        this.server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** For a test that needs a model behind what it tests: on any free port of loopback, by the name {@code model}. */
    public static ModelServer onLoopback(int version) throws IOException {
        ServedModel model = new ServedModel("model", RoadSignModel.load(version), RoadSigns.load(), () -> true);
        return new ModelServer(model, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Log.silent());
    }

    /** As people write it: {@code {"predictions": [[0.0, 1.0]]}}. */
    private static DefaultPrettyPrinter onOneLine() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withObjectEntrySpacing(Spacing.AFTER)
                .withArrayValueSpacing(Spacing.AFTER);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentArraysWith(NopIndenter.instance);
        printer.indentObjectsWith(NopIndenter.instance);
        return printer;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            long start = System.nanoTime();
            byte[] body = exchange.getRequestBody().readNBytes(GREATEST_BODY + 1);
            Request request = new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), body);
            if (request.method().equals("GET") && request.path().equals(ServerMetrics.PATH)) {
                send(exchange, 200, "text/plain", metrics.text().getBytes(StandardCharsets.UTF_8));
                return;
            }
            Answer answer = answer(request);
            long nanoseconds = System.nanoTime() - start;
            if (request.method().equals("POST")) {
                metrics.count(answer.status(), nanoseconds);
            }
            log(request, answer, nanoseconds);
            send(exchange, answer.status(), "application/json", writer.writeValueAsBytes(answer.body()));
        }
    }

    private Answer answer(Request request) {
        if (request.body().length > GREATEST_BODY) {
            return Answer.refused(413, "The body has more than " + GREATEST_BODY + " bytes");
        }
        if (failEvery > 0 && request.method().equals("POST") && posts.incrementAndGet() % failEvery == 0) {
            return Answer.refused(500, "I was told to fail");
        }
        try {
            for (Api api : apis) {
                Optional<Answer> answer = api.answer(request);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            return Answer.refused(404, "Not Found");
        } catch (Refusal e) {
            return Answer.refused(e.status(), e.getMessage());
        }
    }

    /** Not the questions for its health: they come every few seconds. */
    private void log(Request request, Answer answer, long nanoseconds) {
        if (request.method().equals("GET") && answer.status() == 200) {
            return;
        }
        String what = answer.status() < 400
                ? String.join(", ", answer.seen())
                : answer.body().path("error").asText();
        log.say(request.method() + " " + request.path() + " " + answer.status() + " in " + nanoseconds / 1_000_000
                + " ms: " + what);
    }

    private void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set(VERSION_HEADER, model.version());
        boolean headOnly = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, headOnly ? -1 : body.length);
        try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(headOnly ? new byte[0] : body);
        }
    }
}
