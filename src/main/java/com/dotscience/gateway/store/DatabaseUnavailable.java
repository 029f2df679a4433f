package com.dotscience.gateway.store;

/** The database did not answer, or it failed. The caller learns nothing about the data and may conclude nothing. */
public final class DatabaseUnavailable extends RuntimeException {
    DatabaseUnavailable(String message) {
        super(message);
    }

    DatabaseUnavailable(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
