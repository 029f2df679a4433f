package com.dotscience.deployer.console;

import com.dotscience.api.VisibleJson;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.impl.QuietLogHandler;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;

/** Serves the console at {@code /jolokia}: callers post requests, one or several at a time; a GET is answered with the version. */
public final class Jolokia implements AutoCloseable {

    private static final String PATH = "/jolokia";

    /** The longest request (bytes); those of Hawtio are some kilobytes. */
    private static final long LONGEST = 64 * 1024;

    /** How many calls may wait for their answers or still read them. A browser makes six at a time. */
    private static final int MOST_CALLS = 8;

    /** A caller that has not read its answer after so long (ms) is cut off: its place belongs to others. */
    private static final long LONGEST_READING = 30_000;

    private static final int TOO_LONG = 413;

    private static final String VERSION = "{\"type\":\"version\"}";

    private final AtomicReference<AnswerBudget> budget = new AtomicReference<>();
    private final ReadOnly policy = new ReadOnly(() -> budget.get().mustHaveTime());
    private final AtomicInteger calls = new AtomicInteger();
    private final JolokiaServiceManager services;
    private WorkerExecutor worker;
    private ConsoleRequests requests;

    public Jolokia() {
        this.services = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                new StaticConfiguration(Map.of(
                        ConfigKey.AGENT_ID.getKeyValue(),
                        // Deployers that share a JVM, as in tests, need different ids.
                        "ds-deployer-" + UUID.randomUUID(),
                        ConfigKey.DISABLE_DETECTORS.getKeyValue(),
                        "true",
                        ConfigKey.ALLOW_ERROR_DETAILS.getKeyValue(),
                        "false")),
                new QuietLogHandler(),
                policy);
    }

    /**
     * Adds itself to a server. One call is worked on at a time, on a thread of the console: whatever else the server answers, probes
     * too, never waits for it, and there is never more than one answer in memory.
     */
    public void serveOn(Router router, Vertx vertx) {
        worker = vertx.createSharedWorkerExecutor("console", 1);
        router.get(PATH + "/*").handler(request -> answer(request, VERSION));
        router.post(PATH + "/*")
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST))
                .failureHandler(Jolokia::refuse)
                .handler(request -> answer(request, request.body().asString()));
    }

    @Override
    public void close() {
        worker.close();
        services.stop();
    }

    private void answer(RoutingContext request, String asked) {
        if (!policy.isOriginAllowed(request.request().getHeader(HttpHeaders.ORIGIN), true)) {
            request.response()
                    .setStatusCode(403)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                    .end("Pages of other machines may not ask the console.\n");
            return;
        }
        if (calls.incrementAndGet() > MOST_CALLS) {
            calls.decrementAndGet();
            request.response()
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.RETRY_AFTER, "1")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                    .end("The console answers " + MOST_CALLS + " calls at a time.\n");
            return;
        }
        worker.executeBlocking(() -> process(request, asked), true)
                .onFailure(request::fail)
                .compose(answer -> send(request, answer))
                .onComplete(done -> calls.decrementAndGet());
    }

    private static Future<Void> send(RoutingContext request, String answer) {
        long timer = request.vertx()
                .setTimer(
                        LONGEST_READING, late -> request.request().connection().close());
        return request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(answer)
                .onComplete(done -> request.vertx().cancelTimer(timer));
    }

    private static void refuse(RoutingContext request) {
        boolean tooLong = request.statusCode() == TOO_LONG;
        request.response()
                .setStatusCode(tooLong ? TOO_LONG : 500)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end(tooLong ? "The longest request is " + LONGEST + " bytes.\n" : "The request failed.\n");
    }

    /** Makes the agent when somebody asks for the first time, since that would delay each start. */
    private synchronized ConsoleRequests requests() {
        if (requests == null) {
            services.addService(new JolokiaSerializer());
            services.addService(new LocalRequestHandler(1));
            requests = new ConsoleRequests(services.start());
        }
        return requests;
    }

    private String process(RoutingContext request, String asked) {
        budget.set(new AnswerBudget(System::nanoTime));
        return new ConsoleCall(
                        budget.get(),
                        one -> text(answer(request, new ByteArrayInputStream(one.getBytes(StandardCharsets.UTF_8)))),
                        refused -> text(requests().handleThrowable(refused)))
                .process(asked == null ? "" : asked);
    }

    private static String text(JSONStructure answer) {
        return VisibleJson.of(answer.toJSONString());
    }

    private JSONStructure answer(RoutingContext request, InputStream one) {
        try {
            return requests()
                    .handlePostRequest(
                            request.request().uri(),
                            one,
                            StandardCharsets.UTF_8.name(),
                            parameters(request.queryParams()));
        } catch (BadRequestException e) {
            return requests().handleThrowable(new IllegalArgumentException(e.getMessage()));
        } catch (IOException | EmptyResponseException | RuntimeException e) {
            return requests().handleThrowable(e);
        }
    }

    private static Map<String, String[]> parameters(MultiMap query) {
        Map<String, String[]> parameters = new HashMap<>();
        query.names().forEach(name -> parameters.put(name, query.getAll(name).toArray(String[]::new)));
        return parameters;
    }
}
