package com.dotscience.deployer.logs;

import com.dotscience.api.Logs;
import com.dotscience.api.LogsRequest;

/**
 * Builds the messages of an answer. It also puts an error into a line, so that a Gateway that does not know the error
 * field shows it.
 */
final class Messages {

    private final LogsRequest request;
    private long created;

    Messages(LogsRequest request) {
        this.request = request;
    }

    /** Returns the message that confirms the request, because the first line may take a while. */
    Logs here() {
        return Logs.newBuilder().setTxId(request.getTxId()).build();
    }

    Logs line(String pod, int pods, String line) {
        return next(pod, pods).setLine(line).build();
    }

    Logs note(String pod, int pods, String why) {
        return next(pod, pods).setLine(why).setError(why).build();
    }

    Logs end() {
        return here().toBuilder().setEof(true).build();
    }

    static Logs end(LogsRequest request, String why) {
        return Logs.newBuilder()
                .setCreatedIndex(1)
                .setTxId(request.getTxId())
                .setLine(why)
                .setError(why)
                .setEof(true)
                .build();
    }

    private Logs.Builder next(String pod, int pods) {
        return Logs.newBuilder()
                .setCreatedIndex(++created)
                .setTxId(request.getTxId())
                .setPod(pod)
                .setPods(pods);
    }
}
