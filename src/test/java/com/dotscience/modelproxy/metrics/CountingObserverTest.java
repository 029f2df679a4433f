package com.dotscience.modelproxy.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.observation.Observation;
import com.dotscience.modelproxy.observation.Observation.Ending;
import com.dotscience.modelproxy.predictions.Classes;
import com.dotscience.testing.PrometheusText;
import com.dotscience.testing.Pure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@Pure
class CountingObserverTest {

    private static final String ROWS = "{\"predictions\": [[0.125, 0.875], [0.75, 0.25]]}";
    private static final String COLUMNS =
            "{\"outputs\": {\"label\": [\"go\", \"stop\", \"left\"], \"score\": [0.5, 0.625, 0.5]}}";
    private static final String TENSORS =
            "{\"outputs\": [{\"name\": \"p\", \"datatype\": \"FP32\", \"shape\": [1, 2], \"data\": [0.25, 0.75]}]}";
    private static final String USAGE =
            "{\"choices\": [], \"usage\": {\"prompt_tokens\": 5, \"completion_tokens\": 3}}";

    private final Registry registry = new Registry();
    private long now;
    private final CountingObserver observer =
            new CountingObserver(registry, Classes.parse("{\"stop\": 0, \"go\": 1}"), () -> now);

    @Test
    void aKnownSetOfAnswersCutAtEveryByteIsCountedAsItWasSent() throws IOException {
        int sent = 0;
        for (String answer : List.of(ROWS, COLUMNS, TENSORS, USAGE, "{\"predictions\": [1", "{\"result\": 1}")) {
            byte[] plain = answer.getBytes(UTF_8);
            byte[] packed = gzip(plain);
            for (int cut = 0; cut <= plain.length; cut++) {
                answered(HttpMethod.POST, json(null), plain, cut, Ending.COMPLETE);
                answered(HttpMethod.POST, json("gzip"), packed, Math.min(cut, packed.length), Ending.COMPLETE);
            }
            sent += 2 * (plain.length + 1);
        }
        int rows = 2 * (ROWS.length() + 1);
        int columns = 2 * (COLUMNS.length() + 1);
        int tensors = 2 * (TENSORS.length() + 1);
        int usages = 2 * (USAGE.length() + 1);

        PrometheusText counted = scrape();

        assertThat(counted.value("model_proxy_requests_total{code=\"200\",method=\"POST\"}"))
                .isEqualTo(sent);
        assertThat(counted.value("model_proxy_predictions_total{class=\"go\"}")).isEqualTo(rows + columns + tensors);
        assertThat(counted.value("model_proxy_predictions_total{class=\"stop\"}"))
                .isEqualTo(rows + columns);
        assertThat(counted.value("model_proxy_predictions_unclassified_total")).isEqualTo(columns);
        assertThat(counted.value("model_proxy_prediction_confidence_bucket{class=\"go\",le=\"0.5\"}"))
                .isEqualTo(columns);
        assertThat(counted.value("model_proxy_prediction_confidence_bucket{class=\"go\",le=\"0.8\"}"))
                .isEqualTo(columns + tensors);
        assertThat(counted.value("model_proxy_prediction_confidence_count{class=\"go\"}"))
                .isEqualTo(rows + columns + tensors);
        assertThat(counted.value("model_proxy_prediction_confidence_sum{class=\"stop\"}"))
                .isEqualTo(0.75 * rows + 0.625 * columns);
        assertThat(counted.value("model_proxy_tokens_total{type=\"prompt\"}")).isEqualTo(5 * usages);
        assertThat(counted.value("model_proxy_tokens_total{type=\"completion\"}"))
                .isEqualTo(3 * usages);
        assertThat(counted.value("model_proxy_responses_read_total")).isEqualTo(rows + columns + tensors + usages);
        assertThat(counted.value("model_proxy_responses_unread_total{reason=\"syntax\"}"))
                .isEqualTo(2 * ("{\"predictions\": [1".length() + 1));
        assertThat(counted.value("model_proxy_responses_unread_total{reason=\"form\"}"))
                .isEqualTo(2 * ("{\"result\": 1}".length() + 1));
        assertThat(counted.value("model_proxy_requests_in_flight")).isZero();
    }

    @Test
    void timesAndBytesAreThoseOfRequestAndAnswer() {
        Observation observation = observer.begin(request(HttpMethod.POST));
        assertThat(scrape().value("model_proxy_requests_in_flight")).isEqualTo(1);
        observation.requestBody(Unpooled.wrappedBuffer(new byte[700]));
        now += 40_000_000;
        observation.responseHead(json(null));
        now += 3_000_000_000L;
        observation.responseBody(bytes(ROWS));
        observation.end(Ending.COMPLETE);

        PrometheusText counted = scrape();

        assertThat(counted.value("model_proxy_time_to_first_byte_seconds_sum")).isEqualTo(0.04);
        assertThat(counted.value("model_proxy_time_to_first_byte_seconds_bucket{le=\"0.025\"}"))
                .isZero();
        assertThat(counted.value("model_proxy_time_to_first_byte_seconds_bucket{le=\"0.05\"}"))
                .isEqualTo(1);
        assertThat(counted.value("model_proxy_request_duration_seconds_sum")).isEqualTo(3.04);
        assertThat(counted.value("model_proxy_request_bytes_total")).isEqualTo(700);
        assertThat(counted.value("model_proxy_response_bytes_total")).isEqualTo(ROWS.length());
    }

    @Test
    void whatBreaksOffIsCountedByWhoBrokeItAndNotRead() {
        answered(HttpMethod.POST, json(null), ROWS.getBytes(UTF_8), 7, Ending.CUT);
        answered(HttpMethod.POST, json(null), ROWS.getBytes(UTF_8), 7, Ending.CANCELLED);
        observer.begin(request(HttpMethod.POST)).end(Ending.CANCELLED);

        PrometheusText counted = scrape();

        assertThat(counted.value("model_proxy_responses_incomplete_total{by=\"model\"}"))
                .isEqualTo(1);
        assertThat(counted.value("model_proxy_responses_incomplete_total{by=\"client\"}"))
                .isEqualTo(2);
        assertThat(counted.value("model_proxy_requests_total{code=\"499\",method=\"POST\"}"))
                .isEqualTo(1);
        assertThat(counted.value("model_proxy_responses_unread_total{reason=\"incomplete\"}"))
                .isEqualTo(2);
        assertThat(counted.value("model_proxy_predictions_total{class=\"go\"}")).isZero();
    }

    @Test
    void onlyAnswersToPostsThatSucceededAreRead() {
        answered(HttpMethod.GET, json(null), ROWS.getBytes(UTF_8), 0, Ending.COMPLETE);
        HttpResponse failed = json(null).setStatus(HttpResponseStatus.BAD_REQUEST);
        answered(HttpMethod.POST, failed, ROWS.getBytes(UTF_8), 0, Ending.COMPLETE);
        answered(HttpMethod.POST, json(null), new byte[0], 0, Ending.COMPLETE);

        PrometheusText counted = scrape();

        assertThat(counted.value("model_proxy_responses_read_total")).isZero();
        assertThat(counted.families()
                        .get("model_proxy_responses_unread_total")
                        .samples()
                        .values())
                .containsOnly(0.0);
        assertThat(counted.value("model_proxy_requests_total{code=\"400\",method=\"POST\"}"))
                .isEqualTo(1);
    }

    @Test
    void neitherClientNorModelMakesNewSeries() {
        answered(
                HttpMethod.POST,
                json(null),
                "{\"predictions\": [\"new\", \"newer\", 77]}".getBytes(UTF_8),
                0,
                Ending.COMPLETE);
        for (int i = 0; i < 50; i++) {
            HttpResponse head = json(null).setStatus(HttpResponseStatus.valueOf(600 + i));
            answered(HttpMethod.valueOf("BREW" + i), head, new byte[0], 0, Ending.COMPLETE);
        }

        PrometheusText counted = scrape();

        assertThat(counted.value("model_proxy_predictions_unclassified_total")).isEqualTo(3);
        assertThat(counted.families().get("model_proxy_predictions_total").samples())
                .hasSize(2);
        assertThat(counted.families().get("model_proxy_requests_total").samples())
                .containsOnlyKeys(
                        "model_proxy_requests_total{code=\"200\",method=\"POST\"}",
                        "model_proxy_requests_total{code=\"other\",method=\"other\"}")
                .containsEntry("model_proxy_requests_total{code=\"other\",method=\"other\"}", 50.0);
    }

    @Test
    void anAnswerOfAnyLengthIsReadInPartsOfAnyBuffer() {
        String row = "[0.125, 0.875], ";
        byte[] body = ("{\"predictions\": [" + row.repeat(20_000) + "[1, 0]]}").getBytes(UTF_8);
        Observation observation = observer.begin(request(HttpMethod.POST));
        observation.responseHead(json(null));
        ByteBuf direct = Unpooled.directBuffer().writeBytes(body).skipBytes(0);
        observation.responseBody(direct.retainedSlice(0, 100_000));
        observation.responseBody(direct.retainedSlice(100_000, body.length - 100_000));
        observation.end(Ending.COMPLETE);
        direct.release(3);

        assertThat(scrape().value("model_proxy_predictions_total{class=\"go\"}"))
                .isEqualTo(20_000);
        assertThat(scrape().value("model_proxy_predictions_total{class=\"stop\"}"))
                .isEqualTo(1);
    }

    @Test
    void aBufferIsLeftAsItWas() {
        Observation observation = observer.begin(request(HttpMethod.POST));
        observation.responseHead(json(null));
        ByteBuf part = bytes("xx" + ROWS).skipBytes(2);
        observation.responseBody(part);
        observation.end(Ending.COMPLETE);

        assertThat(part.readerIndex()).isEqualTo(2);
        assertThat(part.readableBytes()).isEqualTo(ROWS.length());
        assertThat(part.refCnt()).isEqualTo(1);
        assertThat(scrape().value("model_proxy_predictions_total{class=\"go\"}"))
                .isEqualTo(1);
    }

    private void answered(HttpMethod method, HttpResponse head, byte[] body, int cut, Ending ending) {
        Observation observation = observer.begin(request(method));
        observation.responseHead(head);
        observation.responseBody(Unpooled.copiedBuffer(body, 0, cut));
        observation.responseBody(Unpooled.copiedBuffer(body, cut, body.length - cut));
        observation.end(ending);
    }

    private PrometheusText scrape() {
        return PrometheusText.parse(text(registry));
    }

    private static DefaultHttpRequest request(HttpMethod method) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/v1/models/model:predict");
    }

    private static HttpResponse json(String coding) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set("Content-Type", "application/json");
        if (coding != null) {
            head.headers().set("Content-Encoding", coding);
        }
        return head;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static String text(Registry registry) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        registry.writeTo(text);
        return text.toString(UTF_8);
    }
}
