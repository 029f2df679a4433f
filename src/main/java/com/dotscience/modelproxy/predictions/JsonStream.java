package com.dotscience.modelproxy.predictions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** Reads one JSON text in parts that end at any byte: all that is no run of numbers with Jackson. */
final class JsonStream implements ByteSink {

    /** So much of it is in memory at once, twice. Only labels are asked for, but the text of a language model is a string. */
    static final int MAX_STRING_CHARACTERS = 128 * 1024;

    private final JsonHandler handler;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final NumberRun run = new NumberRun();
    private Numbers numbers;

    /** @param factory as {@link #factory} makes it; one for all, since it knows the names that answers have */
    JsonStream(JsonFactory factory, JsonHandler handler) throws IOException {
        this.handler = handler;
        this.parser = factory.createNonBlockingByteArrayParser();
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** Keeps memory small, whatever an answer is made of. TensorFlow Serving writes numbers that JSON does not have. */
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
