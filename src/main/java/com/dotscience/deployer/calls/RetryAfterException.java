package com.dotscience.deployer.calls;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A request was not sent, since the API server asked to be asked again later. */
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
