package com.dotscience.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class JsonEscapesTest {
    @Test
    void textThatOnlyReadsStaysAsItIs() throws IOException {
        assertThat(VisibleJson.of("\"Größe 10 €, 模型 \uD83D\uDE00\"")).isEqualTo("\"Größe 10 €, 模型 \uD83D\uDE00\"");
        assertThat(json("Größe 10 €, 模型 \uD83D\uDE00 \"x\"")).isEqualTo("\"Größe 10 €, 模型 \uD83D\uDE00 \\\"x\\\"\"");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x061c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2028, 0x2029,
                0x2066, 0x2069
            })
    void whatATerminalWouldObeyIsEscapedAndMeansTheSame(int character) throws IOException {
        String text = "a" + (char) character + "b";

        String json = json(text);

        assertThat(json).isEqualToIgnoringCase("\"a\\u%04x".formatted(character) + "b\"");
        assertThat(VisibleJson.of(new ObjectMapper().writeValueAsString(text))).isEqualToIgnoringCase(json);
        assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text);
    }

    private static String json(String text) throws IOException {
        StringWriter written = new StringWriter();
        try (JsonGenerator generator =
                new JsonFactory().setCharacterEscapes(new JsonEscapes()).createGenerator(written)) {
            generator.writeString(text);
        }
        return written.toString();
    }
}
