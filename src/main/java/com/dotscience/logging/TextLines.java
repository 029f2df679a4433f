package com.dotscience.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.dotscience.api.HiddenCharacters;

/**
 * Writes lines of text. It replaces hidden characters, because messages quote what others sent and a terminal obeys such
 * characters.
 */
final class TextLines extends PatternLayoutEncoder {

    @Override
    public byte[] encode(ILoggingEvent event) {
        return HiddenCharacters.replaced(new String(super.encode(event), UTF_8), '?', "\n\r\t")
                .getBytes(UTF_8);
    }
}
