package com.dotscience.deployer.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks the console of a deployer that runs somewhere. */
public final class ConsoleClient {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final URI deployer;
    private final Optional<String> credentials;

    /**
     * @param deployer its management port, such as {@code http://127.0.0.1:9300}
     * @param credentials as {@code user:password}, if there are any
     */
    public ConsoleClient(URI deployer, Optional<String> credentials) {
        this.deployer = deployer;
        this.credentials = credentials;
    }

    /**
     * The statistics of all routes, in the order of their ids.
     *
     * @throws ConsoleException if they cannot be had
     */
    public List<RouteStatistics> routes() throws InterruptedException {
        return RouteStatistics.in(successful(RouteStatistics.REQUEST));
    }

    /**
     * Lets held deletions go.
     *
     * @return the ids of the model deployments that are deleted now, in their order
     * @throws ConsoleException if the deployer cannot be asked
     */
    public List<String> releaseHeldDeletions() throws InterruptedException {
        List<String> released = new ArrayList<>();
        for (JsonNode name : successful("{\"type\": \"search\", \"mbean\": \"com.dotscience:type=Deployer,*\"}")
                .path("value")) {
            ObjectNode call = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "exec")
                    .put("mbean", name.asText())
                    .put("operation", "releaseHeldDeletions");
            successful(call.toString()).path("value").forEach(id -> released.add(id.asText()));
        }
        released.sort(Comparator.naturalOrder());
        return released;
    }

    private JsonNode successful(String asked) throws InterruptedException {
        JsonNode answer = answer(asked);
        if (answer.path("status").asInt() != 200) {
            throw new ConsoleException(
                    deployer + " refused: " + answer.path("error").asText("it does not say why"));
        }
        return answer;
    }

    private JsonNode answer(String asked) throws InterruptedException {
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(LONGEST)
                    .build()
                    .send(request(asked), BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> new ObjectMapper().readTree(response.body());
                case 401 ->
                    throw new ConsoleException("The deployer at " + deployer + " wants another user or password: set"
                            + " METRICS_USER and METRICS_PASSWORD as they are set there");
                case 403 ->
                    throw new ConsoleException("The deployer at " + deployer + " has no password set, and so answers"
                            + " its own machine only: ask it there, or through kubectl port-forward");
                default -> throw noDeployer();
            };
        } catch (JsonProcessingException e) {
            throw noDeployer();
        } catch (IOException e) {
            throw new ConsoleException("Nobody answers at " + deployer
                    + ": start a deployer with ds-deployer run, or say by --url where it is");
        }
    }

    private ConsoleException noDeployer() {
        return new ConsoleException("What answers at " + deployer
                + " is no deployer: say by --url where the deployer's management port is");
    }

    private HttpRequest request(String asked) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(deployer + "/jolokia"))
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(asked));
        credentials.ifPresent(secret -> request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
        return request.build();
    }
}
