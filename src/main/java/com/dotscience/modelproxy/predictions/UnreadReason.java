package com.dotscience.modelproxy.predictions;

import java.util.Locale;

/** Why an answer was not read. */
public enum UnreadReason {
    /** Longer than is read of one answer, packed or unpacked, or more instances than are kept of one. */
    TOO_LARGE,
    /** Too many others were being read. */
    BUSY,
    /** A content coding other than gzip and deflate, or bytes that are none of it. */
    ENCODING,
    /** Neither JSON nor server-sent events. */
    TYPE,
    /** Broken JSON, or longer names or strings in it than are read. */
    SYNTAX,
    /** JSON that says nothing in a form that is known. */
    FORM,
    /** The answer broke off, or the client went before its end. */
    INCOMPLETE;

    /** As it is written in a metric's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
