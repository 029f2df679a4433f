package com.dotscience.modelproxy.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.client.HttpGet;
import com.dotscience.testing.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model's answers mean, one form by one and all together. */
@Pure
class HealthTest {

    private static final HttpGet.Response UNKNOWN = answer(404, "{\"error\": \"Not found\"}");
    private static final HttpGet.Response OPEN = answer(0, "");
    private static final HttpGet.Response SILENT = null;

    static Stream<Arguments> models() {
        return Stream.of(
                model(
                        "TensorFlow Serving",
                        version("AVAILABLE"),
                        UNKNOWN,
                        OPEN,
                        true,
                        HealthProtocol.MODEL_STATUS,
                        "version 1 is AVAILABLE"),
                model(
                        "it loads",
                        version("LOADING"),
                        answer(200, ""),
                        OPEN,
                        false,
                        HealthProtocol.MODEL_STATUS,
                        "version 1 is LOADING"),
                model(
                        "it ends",
                        version("END"),
                        answer(200, ""),
                        OPEN,
                        false,
                        HealthProtocol.MODEL_STATUS,
                        "version 1 is END"),
                model(
                        "it starts",
                        version("START"),
                        answer(200, ""),
                        OPEN,
                        false,
                        HealthProtocol.MODEL_STATUS,
                        "version 1 is START"),
                model(
                        "it unloads",
                        version("UNLOADING"),
                        answer(200, ""),
                        OPEN,
                        false,
                        HealthProtocol.MODEL_STATUS,
                        "version 1 is UNLOADING"),
                model(
                        "an old version goes",
                        answer(
                                200,
                                "{\"model_version_status\": [{\"version\": \"1\", \"state\": \"UNLOADING\"},"
                                        + "{\"version\": \"2\", \"state\": \"AVAILABLE\", \"status\": {\"error_code\": \"OK\"}}]}"),
                        UNKNOWN,
                        OPEN,
                        true,
                        HealthProtocol.MODEL_STATUS,
                        "version 1 is UNLOADING, version 2 is AVAILABLE"),
                model(
                        "no version",
                        answer(200, "{\"model_version_status\": []}"),
                        answer(200, ""),
                        OPEN,
                        false,
                        HealthProtocol.MODEL_STATUS,
                        "no version of it is known"),
                model(
                        "AVAILABLE in an answer that is an error",
                        answer(500, "{\"model_version_status\": [{\"version\": \"1\", \"state\": \"AVAILABLE\"}]}"),
                        UNKNOWN,
                        SILENT,
                        false,
                        null,
                        "silent"),
                model(
                        "KServe",
                        answer(200, "{\"name\": \"model\", \"ready\": true}"),
                        UNKNOWN,
                        OPEN,
                        true,
                        HealthProtocol.MODEL_STATUS,
                        "it says that it is ready"),
                model(
                        "KServe of old",
                        answer(200, "{\"ready\": \"True\"}"),
                        UNKNOWN,
                        OPEN,
                        true,
                        HealthProtocol.MODEL_STATUS,
                        "it says that it is ready"),
                model(
                        "KServe waits",
                        answer(200, "{\"ready\": false}"),
                        answer(200, ""),
                        OPEN,
                        false,
                        HealthProtocol.MODEL_STATUS,
                        "it says that it is not ready"),
                model(
                        "KServe waits, as an error",
                        answer(503, "{\"ready\": false}"),
                        answer(200, ""),
                        OPEN,
                        false,
                        HealthProtocol.MODEL_STATUS,
                        "it says that it is not ready"),
                model(
                        "version 2 only",
                        UNKNOWN,
                        answer(200, ""),
                        OPEN,
                        true,
                        HealthProtocol.OPEN_INFERENCE,
                        "it is ready"),
                model(
                        "version 2 in words",
                        UNKNOWN,
                        answer(200, "{\"ready\": true}"),
                        OPEN,
                        true,
                        HealthProtocol.OPEN_INFERENCE,
                        "it is ready"),
                model(
                        "version 2 waits",
                        UNKNOWN,
                        answer(200, "{\"ready\": false}"),
                        OPEN,
                        false,
                        HealthProtocol.OPEN_INFERENCE,
                        "it says that it is not ready"),
                model(
                        "Triton waits",
                        UNKNOWN,
                        answer(400, ""),
                        OPEN,
                        false,
                        HealthProtocol.OPEN_INFERENCE,
                        "it answers 400"),
                model(
                        "version 2 is unavailable",
                        UNKNOWN,
                        answer(503, "no"),
                        OPEN,
                        false,
                        HealthProtocol.OPEN_INFERENCE,
                        "it answers 503"),
                model(
                        "a page for every path",
                        answer(200, "<html>"),
                        answer(404, "<html>"),
                        OPEN,
                        true,
                        HealthProtocol.OPEN_PORT,
                        "its port is open"),
                model(
                        "JSON of no form",
                        answer(200, "{\"ready\": 1}"),
                        answer(400, "{}"),
                        OPEN,
                        true,
                        HealthProtocol.OPEN_PORT,
                        "its port is open"),
                model(
                        "broken JSON",
                        answer(200, "{\"ready\": fal"),
                        UNKNOWN,
                        OPEN,
                        true,
                        HealthProtocol.OPEN_PORT,
                        "its port is open"),
                model("a list", answer(200, "[1]"), UNKNOWN, OPEN, true, HealthProtocol.OPEN_PORT, "its port is open"),
                model("no HTTP", SILENT, SILENT, OPEN, true, HealthProtocol.OPEN_PORT, "its port is open"),
                model("nothing", SILENT, SILENT, SILENT, false, null, "silent"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aModel(String what, Map<HealthProtocol, HttpGet.Response> answers, ModelHealth health) {
        assertThat(ask(new ProtocolDetection(), answers, new ArrayList<>())).isEqualTo(health);
    }

    @Test
    void onceKnownNoWorseFormIsAsked() {
        ProtocolDetection search = new ProtocolDetection();
        ask(search, answers(version("AVAILABLE"), UNKNOWN, OPEN), new ArrayList<>());
        List<HealthProtocol> asked = new ArrayList<>();
        assertThat(ask(search, answers(UNKNOWN, answer(200, ""), OPEN), asked).healthy())
                .isFalse();
        assertThat(asked).containsExactly(HealthProtocol.MODEL_STATUS);
    }

    @Test
    void aBetterFormThatIsSeenLaterReplacesTheKnown() {
        ProtocolDetection search = new ProtocolDetection();
        ask(search, answers(UNKNOWN, UNKNOWN, OPEN), new ArrayList<>());
        assertThat(ask(search, answers(UNKNOWN, answer(200, ""), OPEN), new ArrayList<>())
                        .protocol())
                .contains(HealthProtocol.OPEN_INFERENCE);
        assertThat(ask(search, answers(UNKNOWN, UNKNOWN, OPEN), new ArrayList<>())
                        .healthy())
                .as("version 2 was known")
                .isFalse();
        assertThat(ask(search, answers(version("AVAILABLE"), answer(200, ""), OPEN), new ArrayList<>())
                        .protocol())
                .contains(HealthProtocol.MODEL_STATUS);
    }

    @Test
    void aNoTeachesNothing() {
        ProtocolDetection search = new ProtocolDetection();
        assertThat(ask(search, answers(version("LOADING"), UNKNOWN, OPEN), new ArrayList<>())
                        .healthy())
                .isFalse();
        assertThat(ask(search, answers(UNKNOWN, answer(200, ""), OPEN), new ArrayList<>())
                        .protocol())
                .contains(HealthProtocol.OPEN_INFERENCE);
    }

    @Test
    void theNameOfTheModelIsPartOfThePath() {
        assertThat(HealthProtocol.MODEL_STATUS.path("road signs/1")).contains("/v1/models/road%20signs%2F1");
    }

    /** As {@link HealthProbe} does it. */
    private static ModelHealth ask(
            ProtocolDetection search, Map<HealthProtocol, HttpGet.Response> answers, List<HealthProtocol> asked) {
        for (HealthProtocol form : search.candidates()) {
            asked.add(form);
            HttpGet.Response answer = answers.get(form);
            var health =
                    search.record(form, answer == SILENT ? new ProbeResult.Unsupported("silent") : form.read(answer));
            if (health.isPresent()) {
                return health.get();
            }
        }
        return search.undetected("silent");
    }

    private static HttpGet.Response version(String state) {
        return answer(
                200,
                "{\"model_version_status\": [{\"version\": \"1\", \"state\": \"" + state
                        + "\", \"status\": {\"error_code\": \"OK\", \"error_message\": \"\"}}]}");
    }

    private static HttpGet.Response answer(int status, String body) {
        return new HttpGet.Response(status, "", body.getBytes(UTF_8));
    }

    private static Map<HealthProtocol, HttpGet.Response> answers(
            HttpGet.Response modelStatus, HttpGet.Response openInference, HttpGet.Response openPort) {
        Map<HealthProtocol, HttpGet.Response> answers = new java.util.EnumMap<>(HealthProtocol.class);
        answers.put(HealthProtocol.MODEL_STATUS, modelStatus);
        answers.put(HealthProtocol.OPEN_INFERENCE, openInference);
        answers.put(HealthProtocol.OPEN_PORT, openPort);
        return answers;
    }

    private static Arguments model(
            String what,
            HttpGet.Response modelStatus,
            HttpGet.Response openInference,
            HttpGet.Response openPort,
            boolean healthy,
            HealthProtocol form,
            String reason) {
        return Arguments.of(
                what,
                answers(modelStatus, openInference, openPort),
                new ModelHealth(healthy, java.util.Optional.ofNullable(form), reason));
    }
}
