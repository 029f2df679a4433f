package com.dotscience.modelproxy.predictions;

import java.io.IOException;

/** An answer cannot be read, for a reason other than broken JSON. */
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
