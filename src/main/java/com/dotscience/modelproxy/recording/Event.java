package com.dotscience.modelproxy.recording;

import java.time.Instant;
import java.util.Locale;

/**
 * A request or an answer, as it goes to the sink.
 *
 * @param id the same for a request and its answer
 * @param time when it began
 * @param type the value of Content-Type; null if there was none
 * @param coding the value of Content-Encoding; null if there was none
 * @param body whole; to be released once it is sent or dropped
 */
record Event(Kind kind, String id, Instant time, String type, String coding, Copy body) {

    enum Kind {
        REQUEST,
        RESPONSE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
