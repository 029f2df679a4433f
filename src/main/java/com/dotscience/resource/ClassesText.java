package com.dotscience.resource;

import com.dotscience.api.JsonEscapes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The classes of a model: JSON in base64 in the protocol, and the same as a list or a map in a file. */
final class ClassesText {

    private ClassesText() {}

    /** @param value a list or a map; or a text, which already is the JSON */
    static String toProtocol(Object value) {
        String json = value instanceof String text ? text : json(value);
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a list or a map; the text if it is none, whatever it is. */
    static Object fromProtocol(String base64) {
        String json;
        try {
            json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            Object value = read(parser);
            return parser.nextToken() == null && !(value instanceof String) ? value : json;
        } catch (IOException e) {
            return json;
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            var list = new ArrayList<Object>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(scalar(parser));
            }
            return list;
        }
        if (token == JsonToken.START_OBJECT) {
            var map = new LinkedHashMap<String, Object>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, scalar(parser));
            }
            return map;
        }
        throw new IOException("neither a list nor a map");
    }

    private static Object scalar(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            default -> throw new IOException("no class");
        };
    }

    private static String json(Object value) {
        var text = new StringWriter();
        try (JsonGenerator generator =
                new JsonFactory().setCharacterEscapes(new JsonEscapes()).createGenerator(text)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator generator) throws IOException {
        if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number.toPlainString());
        } else {
            generator.writeObject(value);
        }
    }
}
