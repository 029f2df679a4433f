package com.dotscience.deployer.calls;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says that a request was not sent, because the API server asked the deployer to come back later. */
public final class RetryAfterException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Instant until;

    RetryAfterException(Instant until) {
        super("the API server asks not to be asked before " + until.truncatedTo(ChronoUnit.SECONDS));
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
