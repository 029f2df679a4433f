package com.dotscience.modelproxy.recording;

import java.time.Instant;
import java.util.Locale;

/**
 * A request or a response, as the sink gets it.
 *
 * @param id which a request and its response share
 * @param time when it began
 * @param type the value of Content-Type; null if there was none
 * @param coding the value of Content-Encoding; null if there was none
 * @param body which must be released once it is sent or dropped
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
