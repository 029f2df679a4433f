package com.dotscience.cli.output;

import com.dotscience.api.JsonEscapes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes JSON without data binding, because the classes for that take longer to load than most commands take to run. */
final class Json {

    private Json() {}

    /** Returns the indented JSON text of maps, lists, strings, numbers, booleans and null. */
    static String text(Object value) {
        return text(value, JsonGenerator::useDefaultPrettyPrinter);
    }

    /** Returns the same JSON on one line. */
    static String line(Object value) {
        return text(value, UnaryOperator.identity());
    }

    private static String text(Object value, UnaryOperator<JsonGenerator> style) {
        var text = new StringWriter();
        try (JsonGenerator generator = style.apply(
                new JsonFactory().setCharacterEscapes(new JsonEscapes()).createGenerator(text))) {
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
}
