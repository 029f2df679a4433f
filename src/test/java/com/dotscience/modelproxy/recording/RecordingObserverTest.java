package com.dotscience.modelproxy.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.modelproxy.memory.MemoryBudget;
import com.dotscience.modelproxy.metrics.Registry;
import com.dotscience.modelproxy.observation.Observation;
import com.dotscience.modelproxy.observation.Observation.Ending;
import com.dotscience.testing.PrometheusText;
import com.dotscience.testing.Pure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class RecordingObserverTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final long MEMORY_BYTES = 10_000;

    private final List<Event> events = new ArrayList<>();
    private final Registry registry = new Registry();
    private final MemoryBudget memory = new MemoryBudget(MEMORY_BYTES);
    private final RecordingObserver all = observer(100);

    private RecordingObserver observer(int percent) {
        return new RecordingObserver(
                percent, 1_000, events::add, new RecordingMeters(registry), Clock.fixed(NOW, ZoneOffset.UTC), memory);
    }

    @Test
    void aRequestAndItsAnswerHaveTheSameId() {
        Observation observation = all.begin(request(HttpMethod.POST, "application/json", null));
        observation.requestBody(bytes("{\"instances\""));
        observation.requestBody(bytes(": [1]}"));
        observation.responseHead(answer(200, "application/json", "gzip"));
        observation.responseBody(bytes("packed"));
        assertThat(events).isEmpty();
        observation.end(Ending.COMPLETE);

        assertThat(events).extracting(Event::kind).containsExactly(Event.Kind.REQUEST, Event.Kind.RESPONSE);
        assertThat(events.get(0).id()).isNotEmpty().isEqualTo(events.get(1).id());
        assertThat(text(events.get(0))).isEqualTo("{\"instances\": [1]}");
        assertThat(text(events.get(1))).isEqualTo("packed");
        assertThat(events.get(0).type()).isEqualTo("application/json");
        assertThat(events.get(0).coding()).isNull();
        assertThat(events.get(1).coding()).isEqualTo("gzip");
        assertThat(events.get(0).time()).isEqualTo(NOW);
    }

    @Test
    void anIdThatTheClientGaveIsKept() {
        HttpRequest request = request(HttpMethod.POST, "text/plain", null);
        request.headers().set("Ce-Id", "chain-7");

        passed(all, request, "a", answer(200, "text/plain", null), "b", Ending.COMPLETE);

        assertThat(events).extracting(Event::id).containsExactly("chain-7", "chain-7");
    }

    @Test
    void onlyPostsAreRecordedAndOnlyAnswersOfSuccess() {
        passed(all, request(HttpMethod.GET, null, null), "", answer(200, null, null), "status", Ending.COMPLETE);
        assertThat(events).isEmpty();

        passed(all, request(HttpMethod.POST, null, null), "a", answer(400, null, null), "error", Ending.COMPLETE);
        assertThat(events).extracting(Event::kind).containsExactly(Event.Kind.REQUEST);
    }

    @Test
    void ofAHundredRequestsAsManyAreRecordedAsWereAskedFor() {
        for (int percent : new int[] {1, 7, 50, 99, 100}) {
            RecordingObserver some = observer(percent);
            events.clear();
            for (int i = 0; i < 200; i++) {
                passed(some, request(HttpMethod.POST, null, null), "a", answer(500, null, null), "", Ending.COMPLETE);
                events.forEach(event -> event.body().release());
            }
            assertThat(events).hasSize(2 * percent);
        }
    }

    @Test
    void whatIsLongerThanIsWantedIsDroppedAndItsRoomGivenBack() {
        passed(
                all,
                request(HttpMethod.POST, null, null),
                "a".repeat(1_001),
                answer(200, null, null),
                "b".repeat(1_000),
                Ending.COMPLETE);

        assertThat(events).extracting(Event::kind).containsExactly(Event.Kind.RESPONSE);
        assertThat(dropped("too_large")).isEqualTo(1);
        events.get(0).body().release();
        assertThat(memory.tryReserve(MEMORY_BYTES)).isTrue();
    }

    @Test
    void whatBreaksOffIsDroppedAndItsRoomGivenBack() {
        passed(all, request(HttpMethod.POST, null, null), "a", answer(200, null, null), "b", Ending.CUT);
        all.begin(request(HttpMethod.POST, null, null)).end(Ending.CANCELLED);

        assertThat(events).isEmpty();
        assertThat(dropped("incomplete")).isEqualTo(3);
        assertThat(memory.tryReserve(MEMORY_BYTES)).isTrue();
    }

    @Test
    void allTogetherTakeNoMoreThanThereIsRoomFor() {
        for (int i = 0; i < 20; i++) {
            passed(
                    all,
                    request(HttpMethod.POST, null, null),
                    "a".repeat(1_000),
                    answer(500, null, null),
                    "",
                    Ending.COMPLETE);
        }

        assertThat(events).hasSize(4);
        assertThat(dropped("full")).isEqualTo(16);

        events.get(0).body().release();
        passed(all, request(HttpMethod.POST, null, null), "a", answer(500, null, null), "", Ending.COMPLETE);
        assertThat(events).hasSize(5);
    }

    private double dropped(String reason) {
        return PrometheusText.parse(text(registry))
                .value("model_proxy_recording_dropped_events_total{reason=\"" + reason + "\"}");
    }

    private static void passed(
            RecordingObserver observer,
            HttpRequest request,
            String body,
            HttpResponse answer,
            String answerBody,
            Ending ending) {
        Observation observation = observer.begin(request);
        observation.requestBody(bytes(body));
        observation.responseHead(answer);
        observation.responseBody(bytes(answerBody));
        observation.end(ending);
    }

    private static String text(Event event) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        event.body().parts().forEach(body::writeBytes);
        assertThat(body.size()).isEqualTo(event.body().length());
        return body.toString(UTF_8);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    private static HttpRequest request(HttpMethod method, String type, String coding) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/v1/models/model:predict");
        if (type != null) {
            request.headers().set("Content-Type", type);
        }
        if (coding != null) {
            request.headers().set("Content-Encoding", coding);
        }
        return request;
    }

    private static HttpResponse answer(int code, String type, String coding) {
        HttpResponse answer = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code));
        if (type != null) {
            answer.headers().set("Content-Type", type);
        }
        if (coding != null) {
            answer.headers().set("Content-Encoding", coding);
        }
        return answer;
    }

    private static String text(Registry registry) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        registry.writeTo(text);
        return text.toString(UTF_8);
    }
}
