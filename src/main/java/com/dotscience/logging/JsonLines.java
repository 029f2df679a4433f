package com.dotscience.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.dotscience.api.VisibleJson;

/** Writes one JSON object a line. It escapes control characters, because messages quote text that others sent. */
final class JsonLines extends JsonEncoder {

    @Override
    public byte[] encode(ILoggingEvent event) {
        return VisibleJson.of(new String(super.encode(event), UTF_8)).getBytes(UTF_8);
    }
}
