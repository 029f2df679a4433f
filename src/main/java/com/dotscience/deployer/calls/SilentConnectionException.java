package com.dotscience.deployer.calls;

import java.io.IOException;

/** A connection that stands, and on which nothing comes any more. */
final class SilentConnectionException extends IOException {

    private static final long serialVersionUID = 1;

    SilentConnectionException() {
        super("The API server is silent on a watch, and does not answer to a ping: the connection is dead");
    }
}
