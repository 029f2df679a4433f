package com.dotscience.modelproxy.predictions;

import java.io.IOException;

/** A response cannot be read, for another reason than malformed JSON. */
final class Unreadable extends IOException {

    private final transient UnreadReason reason;

    Unreadable(UnreadReason reason) {
        super(reason.label());
        this.reason = reason;
    }

    UnreadReason reason() {
        return reason;
    }
}
