package com.dotscience.testing.roadsigns.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.roadsigns.Examples;
import com.dotscience.testing.roadsigns.Painter;
import com.dotscience.testing.roadsigns.Picture;
import com.dotscience.testing.roadsigns.Png;
import com.dotscience.testing.roadsigns.RoadSigns;
import com.dotscience.testing.roadsigns.model.RoadSignModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Embedded
class ModelServerTest {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private final RoadSigns signs = RoadSigns.load();
    private final int stop = signs.names().indexOf("stop");
    private final int yield = signs.names().indexOf("yield");
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();

    private volatile boolean loaded = true;
    private ModelServer server;

    @BeforeEach
    void start() throws IOException {
        ServedModel model = new ServedModel("model", RoadSignModel.load(2), signs, () -> loaded);
        server = new ModelServer(model, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Log.silent());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thePayloadInHackIsAnsweredWithTheSignInItsPicture() throws Exception {
        HttpResponse<String> answer = post("/v1/models/model:predict", Files.readString(Examples.REQUEST));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"predictions\": [[0.0, 0.0, 1.0, ");
        assertThat(seen(mapper.readTree(answer.body()).path("predictions").path(0)))
                .isEqualTo(signs.names().indexOf(Examples.SIGN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'instances': [STOP, YIELD]}",
                "{'instances': [[STOP], [YIELD]]}",
                "{'instances': [{'b64': STOP}, {'b64': YIELD}]}",
                "{'instances': [{'input_image_bytes': [STOP]}, {'input_image_bytes': [YIELD]}]}",
                "{'instances': [{'input_image_bytes': {'b64': STOP}}, {'input_image_bytes': YIELD}]}",
                "{'signature_name': 'serving_default', 'instances': [STOP, YIELD]}"
            })
    void rowsAreAnsweredAsPredictions(String form) throws Exception {
        JsonNode answer = json(post("/v1/models/model:predict", filled(form)), 200);

        assertThat(answer.properties()).hasSize(1);
        assertThat(answer.path("predictions")).hasSize(2).allMatch(vector -> vector.size() == signs.size());
        assertThat(seen(answer.path("predictions").path(0))).isEqualTo(stop);
        assertThat(seen(answer.path("predictions").path(1))).isEqualTo(yield);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'inputs': [STOP, YIELD]}",
                "{'inputs': [{'b64': STOP}, {'b64': YIELD}]}",
                "{'inputs': {'input_image_bytes': [STOP, YIELD]}}",
                "{'inputs': {'input_image_bytes': [{'b64': STOP}, [YIELD]]}}"
            })
    void columnsAreAnsweredAsOutputs(String form) throws Exception {
        JsonNode answer = json(post("/v1/models/model/versions/2:predict", filled(form)), 200);

        assertThat(answer.properties()).hasSize(1);
        assertThat(answer.path("outputs")).hasSize(2);
        assertThat(seen(answer.path("outputs").path(0))).isEqualTo(stop);
        assertThat(seen(answer.path("outputs").path(1))).isEqualTo(yield);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "not json            | JSON Parse error: Unrecognized token 'not'",
                "[]                  | JSON Parse error: The body is no JSON object",
                "{}                  | Missing 'inputs' or 'instances' key",
                "{'inputs': [], 'instances': []} | Not formatted correctly expecting only one of 'inputs' or 'instances'",
                "{'instances': 1}    | Expecting 'instances' to be a list/array",
                "{'instances': []}   | No values in 'instances' array",
                "{'inputs': []}      | No values in 'inputs'",
                "{'inputs': {'x': 1}} | Missing named input: input_image_bytes",
                "{'instances': [STOP, {'x': 1}]} | Failed to process element: 1 of 'instances' list. Error: Missing named input",
                "{'instances': [{'input_image_bytes': STOP, 'x': 1}]} | The model has one input only",
                "{'instances': [1]}  | input_image_bytes has to be base64 of a PNG",
                "{'instances': ['?']} | input_image_bytes is no base64",
                "{'instances': ['AAAA']} | These 3 bytes are no picture: send a PNG",
                "{'signature_name': 'x', 'instances': [STOP]} | Serving signature key \\\"x\\\" not found."
            })
    void whatCannotBeReadIsRefusedInWords(String request, String words) throws Exception {
        JsonNode answer = json(post("/v1/models/model:predict", filled(request)), 400);

        assertThat(answer.properties()).hasSize(1);
        assertThat(answer.path("error").asText()).contains(words.replace("\\\"", "\""));
    }

    @Test
    void itSaysWhichVersionIsAvailable() throws Exception {
        String available = "{\"model_version_status\": [{\"version\": \"2\", \"state\": \"AVAILABLE\", "
                + "\"status\": {\"error_code\": \"OK\", \"error_message\": \"\"}}]}";

        assertThat(get("/v1/models/model").body()).isEqualTo(available);
        assertThat(get("/v1/models/model/versions/2").body()).isEqualTo(available);
        assertThat(json(get("/v1/models/other"), 404).path("error").asText())
                .isEqualTo("Could not find any versions of model other");
        assertThat(json(get("/v1/models/model/versions/1"), 404).path("error").asText())
                .isEqualTo("Could not find version 1 of model model");
    }

    @Test
    void itsMetadataNamesInputAndOutput() throws Exception {
        JsonNode metadata = json(get("/v1/models/model/metadata"), 200);

        assertThat(metadata.at("/model_spec/version").asText()).isEqualTo("2");
        JsonNode signature = metadata.at("/metadata/signature_def/signature_def/serving_default");
        assertThat(signature.at("/inputs/input_image_bytes/dtype").asText()).isEqualTo("DT_STRING");
        assertThat(signature
                        .at("/outputs/probabilities/tensor_shape/dim/1/size")
                        .asText())
                .isEqualTo("43");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/models/other:predict, 404, Servable not found for request: Latest(other)",
        "POST, /v1/models/model/versions/1:predict, 404, 'Servable not found for request: Specific(model, 1)'",
        "GET, /v1/models/other/metadata, 404, Servable not found for request: Latest(other)",
        "GET, /v1/models/model:predict, 400, Malformed request: GET /v1/models/model:predict",
        "POST, /v1/models/model, 400, Malformed request: POST /v1/models/model",
        "GET, /v1/models/, 400, Malformed request: GET /v1/models/",
        "GET, /, 404, Not Found",
        "GET, /v2/models/other, 404, Model not found: /v2/models/other",
        "POST, /v2/models/model/versions/1/infer, 404, Model not found: /v2/models/model/versions/1/infer",
        "GET, /v2/models/model/infer, 400, Malformed request: GET /v2/models/model/infer"
    })
    void whatIsNotThereIsRefusedInWords(String method, String path, int status, String words) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, BodyPublishers.ofString("{}"))
                .build();

        assertThat(json(client.send(request, BodyHandlers.ofString()), status)
                        .path("error")
                        .asText())
                .isEqualTo(words);
    }

    @Test
    void beforeTheModelIsLoadedItSaysSoAndPredictsNothing() throws Exception {
        loaded = false;

        assertThat(get("/v1/models/model").body()).contains("\"state\": \"LOADING\"");
        assertThat(json(post("/v1/models/model:predict", filled("{'instances': [STOP]}")), 404)
                        .path("error")
                        .asText())
                .isEqualTo("Servable not found for request: Latest(model)");
        assertThat(json(get("/v2/health/live"), 200).path("live").asBoolean()).isTrue();
        assertThat(get("/v2/health/ready").body()).isEqualTo("{\"ready\": false}");
        assertThat(json(get("/v2/models/model/ready"), 503).path("ready").asBoolean())
                .isFalse();
        json(post("/v2/models/model/infer", "{}"), 503);

        loaded = true;

        assertThat(get("/v1/models/model").body()).contains("\"state\": \"AVAILABLE\"");
        assertThat(json(get("/v2/health/ready"), 200).path("ready").asBoolean()).isTrue();
        assertThat(json(get("/v2/models/model/ready"), 200).path("ready").asBoolean())
                .isTrue();
    }

    @Test
    void theOpenInferenceProtocolGivesTheSameAnswer() throws Exception {
        String request = filled("{'id': '7', 'inputs': [{'name': 'input_image_bytes', 'datatype': 'BYTES',"
                + " 'shape': [2, 1], 'data': [STOP, YIELD]}]}");
        JsonNode answer = json(post("/v2/models/model/infer", request), 200);
        JsonNode output = answer.path("outputs").path(0);
        JsonNode predictions = json(post("/v1/models/model:predict", filled("{'instances': [STOP, YIELD]}")), 200)
                .path("predictions");

        assertThat(answer.path("id").asText()).isEqualTo("7");
        assertThat(answer.path("model_name").asText()).isEqualTo("model");
        assertThat(answer.path("model_version").asText()).isEqualTo("2");
        assertThat(output.path("shape").toString()).isEqualTo("[2,43]");
        assertThat(output.path("datatype").asText()).isEqualTo("FP32");
        assertThat(output.path("data")).hasSize(86);
        assertThat(output.path("data").get(stop)).isEqualTo(predictions.path(0).path(stop));
        assertThat(output.path("data").get(43 + yield))
                .isEqualTo(predictions.path(1).path(yield));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | inputs has to be one tensor, named input_image_bytes",
                "{'inputs': [{'name': 'x'}]} | inputs has to be one tensor, named input_image_bytes",
                "{'inputs': [{'name': 'input_image_bytes', 'datatype': 'FP32'}]} | has to be BYTES",
                "{'inputs': [{'name': 'input_image_bytes', 'datatype': 'BYTES', 'shape': [2], 'data': [STOP]}]} | shape [2]",
                "{'inputs': [{'name': 'input_image_bytes', 'datatype': 'BYTES', 'shape': [1]}]} | does not go with its data"
            })
    void aTensorThatCannotBeReadIsRefusedInWords(String request, String words) throws Exception {
        assertThat(json(post("/v2/models/model/infer", filled(request)), 400)
                        .path("error")
                        .asText())
                .contains(words);
    }

    @Test
    void itCountsAsTensorFlowServingDoesAndSaysWhichVersionAnswered() throws Exception {
        HttpResponse<String> answer = post("/v1/models/model:predict", filled("{'instances': [STOP]}"));
        post("/v1/models/model:predict", "{}");

        assertThat(answer.headers().firstValue(ModelServer.VERSION_HEADER)).contains("2");
        assertThat(get("/monitoring/prometheus/metrics").body())
                .contains(":tensorflow:serving:request_count{model_name=\"model\",status=\"OK\"} 1\n")
                .contains(":tensorflow:serving:request_count{model_name=\"model\",status=\"400\"} 1\n");
    }

    @Test
    void aKeptConnectionIsAnsweredAgainWhateverWasAskedBefore() throws Exception {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(exchange(connection, "HEAD /v1/models/model")).isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(exchange(connection, "GET /nowhere")).isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(exchange(connection, "GET /v1/models/model")).isEqualTo("HTTP/1.1 200 OK");
            assertThat(exchange(connection, "GET /monitoring/prometheus/metrics"))
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    /** Sends a request and reads the whole answer, byte by byte: none of the next may be lost. */
    private static String exchange(Socket connection, String request) throws IOException {
        connection
                .getOutputStream()
                .write((request + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = connection.getInputStream().read();
            assertThat(next).as("the connection is open").isNotNegative();
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find() && !request.startsWith("HEAD")) {
            connection.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private String filled(String request) {
        return request.replace('\'', '"')
                .replace("STOP", '"' + base64(stop) + '"')
                .replace("YIELD", '"' + base64(yield) + '"');
    }

    private String base64(int sign) {
        Picture picture = new Painter().clear(signs.get(sign));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(new Png().write(picture));
    }

    private static int seen(JsonNode probabilities) {
        return IntStream.range(0, probabilities.size())
                .filter(sign -> probabilities.path(sign).asDouble() > 0.9)
                .findFirst()
                .orElse(-1);
    }

    private JsonNode json(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        return mapper.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
