package com.dotscience.gateway.store;

import com.dotscience.gateway.options.StartFailure;

/** Another process, usually a running Gateway, has the embedded database open. Only one process can. */
public final class DatabaseInUse extends StartFailure {

    private static final long serialVersionUID = 1L;

    DatabaseInUse(String database, Throwable cause) {
        super(
                "the database " + database + " is in use by another process: stop that one, or choose another directory"
                        + " with --data",
                cause);
    }
}
