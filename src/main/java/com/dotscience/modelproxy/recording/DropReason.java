package com.dotscience.modelproxy.recording;

import java.util.Locale;

/** Why a request or a response was not recorded. */
enum DropReason {
    /** It is larger than the setting allows. */
    TOO_LARGE,
    /** Other events that are being recorded or wait for the sink take all the memory. */
    FULL,
    /** It broke off. */
    INCOMPLETE,
    /** There is no connection to the sink, or it broke. */
    UNREACHABLE,
    /** The sink did not respond in time. */
    TIMEOUT,
    /** The sink responded with a code outside of 200 to 299. */
    REFUSED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
