package com.dotscience.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Limits the connections of the HTTP port. It closes the oldest one where there are too many, so that a new probe is served. */
final class ConnectionLimit implements Handler<HttpConnection> {
    private final int max;
    // The connections are in the order of their arrival. One event loop accepts them all, so the set needs no lock.
    private final Set<HttpConnection> open = new LinkedHashSet<>();

    ConnectionLimit(int max) {
        this.max = max;
    }

    @Override
    public void handle(HttpConnection connection) {
        open.add(connection);
        connection.closeHandler(closed -> open.remove(connection));
        if (open.size() > max) {
            HttpConnection oldest = open.iterator().next();
            open.remove(oldest);
            oldest.close();
        }
    }
}
