package com.dotscience.modelproxy.predictions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** Parses one JSON text in parts of any length. Jackson parses everything but runs of numbers. */
final class JsonStream implements ByteSink {

    /** Jackson holds a string in memory twice. Labels are short, but the text of a language model is a string as well. */
    static final int MAX_STRING_CHARACTERS = 128 * 1024;

    private final JsonHandler handler;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final NumberRun run = new NumberRun();
    private Numbers numbers;

    /** @param factory of {@link #factory}; all streams share one, because it caches the names of fields */
    JsonStream(JsonFactory factory, JsonHandler handler) throws IOException {
        this.handler = handler;
        this.parser = factory.createNonBlockingByteArrayParser();
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** Bounds the memory for any response, and allows the numbers that TensorFlow Serving writes and JSON does not have. */
    static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MAX_STRING_CHARACTERS)
                        .maxNameLength(256)
                        .maxNestingDepth(64)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    @Override
    public void feed(byte[] text, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            if (numbers != null) {
                at = run.scan(text, at, to, numbers);
                if (at == to) {
                    return;
                }
                numbers = null;
            }
            int end = at;
            while (end < to && text[end] != '[') {
                end++;
            }
            end = Math.min(end + 1, to);
            feeder.feedInput(text, at, end);
            if (drain() == JsonToken.START_ARRAY && text[end - 1] == '[') {
                numbers = handler.numbers();
                run.start();
            }
            at = end;
        }
    }

    @Override
    public void end() throws IOException {
        if (numbers != null) {
            throw new IOException("the text ends in the middle of a list");
        }
        feeder.endOfInput();
        drain();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** @return the last token, whose end was the last byte fed if it is a start or an end */
    private JsonToken drain() throws IOException {
        JsonToken last = null;
        for (JsonToken token; (token = parser.nextToken()) != null && token != JsonToken.NOT_AVAILABLE; last = token) {
            switch (token) {
                case START_OBJECT -> handler.startObject();
                case END_OBJECT -> handler.endObject();
                case START_ARRAY -> handler.startArray();
                case END_ARRAY -> handler.endArray();
                case FIELD_NAME -> handler.name(parser.currentName());
                case VALUE_STRING -> handler.string(parser.getText());
                case VALUE_NUMBER_INT -> handler.number(parser.getDoubleValue(), true);
                case VALUE_NUMBER_FLOAT -> handler.number(parser.getDoubleValue(), false);
                default -> handler.literal();
            }
        }
        return last;
    }
}
