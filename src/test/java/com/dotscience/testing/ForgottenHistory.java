package com.dotscience.testing;

import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an API server says that no longer knows what happened since a watch ended: on each path that it has to list,
 * however often it tries to watch, until it does.
 */
final class ForgottenHistory extends WebSocketListener {

    private static final String GONE = """
            {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","code":410,
             "message":"too old resource version"}}
            """;

    private final Set<String> listed = ConcurrentHashMap.newKeySet();
    private volatile boolean forgotten;

    void forget() {
        listed.clear();
        forgotten = true;
    }

    /** Empty if the request is not concerned. */
    Optional<MockResponse> answer(RecordedRequest request) {
        if (!forgotten) {
            return Optional.empty();
        }
        String path = request.getPath().replaceFirst("\\?.*", "");
        if (request.getPath().contains("watch=true")) {
            return listed.contains(path)
                    ? Optional.empty()
                    : Optional.of(new MockResponse().withWebSocketUpgrade(this));
        }
        listed.add(path);
        return Optional.empty();
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        socket.send(GONE);
    }
}
