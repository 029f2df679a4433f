package com.dotscience.deployer.console;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
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

/** The console at {@code /jolokia}: requests are posted, one or several at a time; GET says the version. */
public final class Jolokia implements AutoCloseable {

    private static final String PATH = "/jolokia";

    /** The longest request (bytes); those of Hawtio are some kilobytes. */
    private static final long LONGEST = 256 * 1024;

    private static final int TOO_LONG = 413;

    private static final String VERSION = "{\"type\":\"version\"}";

    private final ReadOnly policy = new ReadOnly();
    private final JolokiaServiceManager services;
    private ConsoleRequests requests;

    public Jolokia() {
        this.services = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                new StaticConfiguration(Map.of(
                        ConfigKey.AGENT_ID.getKeyValue(),
                        // Another for each deployer in one JVM.
                        "ds-deployer-" + UUID.randomUUID(),
                        ConfigKey.DISABLE_DETECTORS.getKeyValue(),
                        "true",
                        ConfigKey.ALLOW_ERROR_DETAILS.getKeyValue(),
                        "false")),
                new QuietLogHandler(),
                policy);
    }

    /** Adds itself to a server. */
    public void serveOn(Router router) {
        router.get(PATH + "/*").blockingHandler(request -> answer(request, VERSION), false);
        router.post(PATH + "/*")
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST))
                .failureHandler(Jolokia::refuse)
                .blockingHandler(request -> answer(request, request.body().asString()), false);
    }

    @Override
    public void close() {
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
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(answered(request, asked).toJSONString());
    }

    private static void refuse(RoutingContext request) {
        boolean tooLong = request.statusCode() == TOO_LONG;
        request.response()
                .setStatusCode(tooLong ? TOO_LONG : 500)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end(tooLong ? "The longest request is " + LONGEST + " bytes.\n" : "The request failed.\n");
    }

    /** Made for who asks first: a start has no time for it. */
    private synchronized ConsoleRequests requests() {
        if (requests == null) {
            services.addService(new JolokiaSerializer());
            services.addService(new LocalRequestHandler(1));
            requests = new ConsoleRequests(services.start());
        }
        return requests;
    }

    private JSONStructure answered(RoutingContext request, String asked) {
        try {
            var body = new ByteArrayInputStream((asked == null ? "" : asked).getBytes(StandardCharsets.UTF_8));
            return requests()
                    .handlePostRequest(
                            request.request().uri(),
                            body,
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
