package com.dotscience.gateway.store;

/** The database did not answer, or not as it should: nothing is known, so nothing may be concluded. */
public final class DatabaseAway extends RuntimeException {
    DatabaseAway(String message) {
        super(message);
    }

    DatabaseAway(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
