package com.dotscience.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Keeps so many connections of the HTTP port: the oldest ends where there are more, for a new one is where a probe may come. */
final class NewestConnections implements Handler<HttpConnection> {
    private final int max;
    // In the order in which they came. All of them come from one event loop.
    private final Set<HttpConnection> open = new LinkedHashSet<>();

    NewestConnections(int max) {
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
