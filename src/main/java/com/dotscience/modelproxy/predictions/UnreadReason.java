package com.dotscience.modelproxy.predictions;

import java.util.Locale;

/** Why a response was not read. */
public enum UnreadReason {
    /** It is larger than the bound, compressed or decompressed, or has too many instances. */
    TOO_LARGE,
    /** Other responses that are being read take all the memory. */
    BUSY,
    /** Its content coding is neither gzip nor deflate, or its bytes do not conform to it. */
    ENCODING,
    /** It is neither JSON nor server-sent events. */
    TYPE,
    /** Its JSON is malformed, or has names or strings that are too long. */
    SYNTAX,
    /** Its JSON has no known form. */
    FORM,
    /** It broke off, or the client disconnected before its end. */
    INCOMPLETE;

    /** The value of the metric's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
