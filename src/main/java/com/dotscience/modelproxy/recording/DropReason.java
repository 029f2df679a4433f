package com.dotscience.modelproxy.recording;

import java.util.Locale;

/** Why a request or an answer was not recorded. */
enum DropReason {
    /** It is longer than is to be recorded. */
    TOO_LARGE,
    /** Too much else is being recorded or waits for the sink. */
    FULL,
    /** It broke off. */
    INCOMPLETE,
    /** There is no connection to the sink, or it broke. */
    UNREACHABLE,
    /** The sink said nothing for too long. */
    TIMEOUT,
    /** The sink answered with another code than one of 200 to 299. */
    REFUSED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
