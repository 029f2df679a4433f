package com.dotscience.gateway.store;

import com.dotscience.gateway.options.StartFailure;

/** Another process has the embedded database for itself, as a Gateway that runs does. */
public final class DatabaseInUse extends StartFailure {

    private static final long serialVersionUID = 1L;

    DatabaseInUse(String database, Throwable cause) {
        super(
                "the database " + database + " is in use by another process: stop that one, or choose another directory"
                        + " with --data",
                cause);
    }
}
