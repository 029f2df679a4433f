package com.dotscience.modelproxy.predictions;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) for the numbers of tokens that a
 * language model reports, mostly in the last event but one. Only a line that contains them is parsed as JSON.
 */
final class EventStream implements ByteSink {

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);

    /** A longer line holds text, and is skipped. */
    private static final int MAX_LINE = 16 * 1024;

    private final JsonFactory json;
    private final Consumer<Usage> consumer;
    private byte[] line = new byte[512];
    private int length;
    private boolean tooLong;

    EventStream(JsonFactory json, Consumer<Usage> consumer) {
        this.json = json;
        this.consumer = consumer;
    }

    @Override
    public void feed(byte[] bytes, int from, int to) throws IOException {
        int start = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                hold(bytes, start, at);
                ended();
                start = at + 1;
            }
        }
        hold(bytes, start, to);
    }

    private void hold(byte[] bytes, int from, int to) {
        int size = length + to - from;
        tooLong |= size > MAX_LINE;
        if (tooLong) {
            return;
        }
        if (size > line.length) {
            line = Arrays.copyOf(line, Math.min(MAX_LINE, Math.max(size, line.length * 4)));
        }
        System.arraycopy(bytes, from, line, length, to - from);
        length = size;
    }

    private void ended() throws IOException {
        if (!tooLong && has(DATA, 0) && names()) {
            ResponseHandler form = new ResponseHandler(Classes.none(), new Predictions());
            try (JsonStream stream = new JsonStream(json, form)) {
                stream.feed(line, DATA.length, length);
                stream.end();
            }
            // A model that reports while it writes reports the sum each time, so the last one counts.
            if (form.usage() != Usage.NONE) {
                consumer.accept(form.usage());
            }
        }
        length = 0;
        tooLong = false;
    }

    private boolean names() {
        for (int at = DATA.length; at <= length - USAGE.length; at++) {
            if (line[at] == '"' && has(USAGE, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean has(byte[] text, int at) {
        return length >= at + text.length && Arrays.equals(line, at, at + text.length, text, 0, text.length);
    }

    @Override
    public void end() throws IOException {
        ended();
    }

    @Override
    public void close() {}
}
