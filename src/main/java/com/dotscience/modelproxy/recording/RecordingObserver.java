package com.dotscience.modelproxy.recording;

import com.dotscience.modelproxy.memory.MemoryBudget;
import com.dotscience.modelproxy.observation.Observation;
import com.dotscience.modelproxy.observation.Observer;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Copies the bodies that are recorded: an evenly spread percentage of the POST requests, and their responses if they are
 * successful. This is what KServe's logger records.
 */
public final class RecordingObserver implements Observer {

    /** The bound on all copies together, including those that wait for the sink. It is a fifth of the heap. */
    private static final int MEMORY_BYTES = 4 * 1024 * 1024;

    private static final String ID = "ce-id";

    private final int percent;
    private final int maxBytes;
    private final Consumer<Event> sink;
    private final RecordingMeters meters;
    private final Clock clock;
    private final MemoryBudget memory;
    private final AtomicLong requests = new AtomicLong();

    RecordingObserver(int percent, int maxBytes, Consumer<Event> sink, RecordingMeters meters, Clock clock) {
        this(percent, maxBytes, sink, meters, clock, new MemoryBudget(MEMORY_BYTES));
    }

    RecordingObserver(
            int percent, int maxBytes, Consumer<Event> sink, RecordingMeters meters, Clock clock, MemoryBudget memory) {
        this.percent = percent;
        this.maxBytes = maxBytes;
        this.sink = sink;
        this.meters = meters;
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public Observation begin(HttpRequest request) {
        return request.method().equals(HttpMethod.POST) && chosen() ? new Recording(request) : new Unrecorded();
    }

    private boolean chosen() {
        long before = requests.getAndIncrement() % 100;
        return (before + 1) * percent / 100 > before * percent / 100;
    }

    private final class Recording implements Observation {

        private final String id;
        private final Instant began = clock.instant();
        private final String requestType;
        private final String requestCoding;
        private final Copy request = new Copy(memory, maxBytes);
        private Instant answered;
        private String answerType;
        private String answerCoding;
        private Copy answer;

        Recording(HttpRequest head) {
            HttpHeaders headers = head.headers();
            String given = headers.get(ID, "");
            // In a chain of models, the first client gives the id that all of them share.
            id = given.matches("[!-~]{1,128}") ? given : UUID.randomUUID().toString();
            requestType = headers.get(HttpHeaderNames.CONTENT_TYPE);
            requestCoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        }

        @Override
        public void requestBody(ByteBuf part) {
            request.add(part);
        }

        @Override
        public void responseHead(HttpResponse head) {
            if (head.status().codeClass() == HttpStatusClass.SUCCESS) {
                answered = clock.instant();
                answerType = head.headers().get(HttpHeaderNames.CONTENT_TYPE);
                answerCoding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING);
                answer = new Copy(memory, maxBytes);
            }
        }

        @Override
        public void responseBody(ByteBuf part) {
            if (answer != null) {
                answer.add(part);
            }
        }

        @Override
        public void end(Ending ending) {
            send(new Event(Event.Kind.REQUEST, id, began, requestType, requestCoding, request), ending);
            if (answer != null) {
                send(new Event(Event.Kind.RESPONSE, id, answered, answerType, answerCoding, answer), ending);
            }
        }

        private void send(Event event, Ending ending) {
            if (ending != Ending.COMPLETE) {
                event.body().drop(DropReason.INCOMPLETE);
            }
            if (event.body().dropped() == null) {
                sink.accept(event);
            } else {
                meters.dropped(event.body().dropped());
            }
        }
    }

    private record Unrecorded() implements Observation {

        @Override
        public void requestBody(ByteBuf part) {}

        @Override
        public void responseHead(HttpResponse head) {}

        @Override
        public void responseBody(ByteBuf part) {}

        @Override
        public void end(Ending ending) {}
    }
}
