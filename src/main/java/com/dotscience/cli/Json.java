package com.dotscience.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** JSON without data binding, whose classes take longer to load than most commands to run. */
final class Json {

    private Json() {}

    /** The indented JSON text of maps, lists, strings, numbers, booleans and null. */
    static String text(Object value) {
        return text(value, JsonGenerator::useDefaultPrettyPrinter);
    }

    /** The same on one line. */
    static String line(Object value) {
        return text(value, UnaryOperator.identity());
    }

    private static String text(Object value, UnaryOperator<JsonGenerator> style) {
        var text = new StringWriter();
        try (JsonGenerator generator = style.apply(new JsonFactory().createGenerator(text))) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (var entry : map.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (var element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else {
            generator.writeObject(value);
        }
    }

    /**
     * Checks that a text is one JSON object and nothing else.
     *
     * @throws IOException if it is not; the message says where
     */
    static void checkObject(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it does not start with {");
            }
            parser.skipChildren();
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("it ends before the last }");
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows the last }");
            }
        }
    }
}
