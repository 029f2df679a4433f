package com.dotscience.gateway.logs;

import com.dotscience.api.Logs;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** One call by which a deployer sends log lines. Its first message says which request it serves. */
final class LogUpload implements StreamObserver<Logs> {
    private final LogUploads uploads;
    private final String deployerId;
    private final String token;
    private final ServerCallStreamObserver<Empty> sender;
    private LogExchange exchange;
    private boolean closed;

    /** @param token the hash of the token that the deployer called with */
    LogUpload(LogUploads uploads, String deployerId, String token, ServerCallStreamObserver<Empty> sender) {
        this.uploads = uploads;
        this.deployerId = deployerId;
        this.token = token;
        this.sender = sender;
        // Without a cancel handler gRPC throws when something is sent to a deployer that has gone.
        sender.setOnCancelHandler(() -> uploads.remove(this));
        sender.setOnCloseHandler(() -> uploads.remove(this));
    }

    String deployerId() {
        return deployerId;
    }

    String token() {
        return token;
    }

    /** Requests the first message. */
    synchronized void start() {
        if (!closed) {
            sender.request(1);
        }
    }

    /** Ends the upload with an error, for example because its token is no longer accepted. */
    synchronized void end(Status why) {
        uploads.remove(this);
        if (exchange == null ? !closed : exchange.uploadLost()) {
            closed = true;
            sender.onError(why.asRuntimeException());
        }
    }

    /** Ends the upload without an error, because no request waits for it. */
    synchronized void dismiss() {
        uploads.remove(this);
        if (exchange == null && !closed) {
            closed = true;
            sender.onNext(Empty.getDefaultInstance());
            sender.onCompleted();
        }
    }

    @Override
    public synchronized void onNext(Logs message) {
        if (exchange == null && !closed) {
            assign(message.getTxId());
        }
        if (exchange != null) {
            exchange.receive(message);
        }
    }

    private void assign(String id) {
        exchange = uploads.assign(this, id)
                .filter(waiting -> waiting.startUpload(sender))
                .orElse(null);
        if (exchange == null) {
            dismiss();
        }
    }

    @Override
    public void onError(Throwable deployerGone) {
        uploads.remove(this);
        if (exchange != null) {
            exchange.uploadLost();
        }
    }

    @Override
    public void onCompleted() {
        uploads.remove(this);
        if (exchange != null) {
            exchange.complete();
        } else {
            dismiss();
        }
    }
}
