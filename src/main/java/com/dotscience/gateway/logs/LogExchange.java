package com.dotscience.gateway.logs;

import com.dotscience.api.Logs;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.validation.Printable;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * One log request and the lines that the deployer sends for it. The next line is requested from the deployer only when the reader
 * can take it, so that at most one line is held in memory.
 */
final class LogExchange {
    private static final int MAX_ERROR = 1_000;
    // Kubernetes allows no longer name of a pod.
    private static final int MAX_POD = 253;

    private final RegisteredDeployer deployer;
    private final LogsRequest request;
    private final ServerCallStreamObserver<LogLine> reader;
    private ServerCallStreamObserver<Empty> sender;
    private boolean lineRequested;
    private boolean closed;

    LogExchange(RegisteredDeployer deployer, LogsRequest request, ServerCallStreamObserver<LogLine> reader) {
        this.deployer = deployer;
        this.request = request;
        this.reader = reader;
    }

    String deployerId() {
        return deployer.id();
    }

    /** @return false if another upload serves this request already, or the reader has gone */
    synchronized boolean startUpload(ServerCallStreamObserver<Empty> from) {
        if (closed || sender != null) {
            return false;
        }
        sender = from;
        return true;
    }

    synchronized boolean hasUpload() {
        return sender != null;
    }

    /** Takes one message of the deployer. */
    synchronized void receive(Logs message) {
        lineRequested = false;
        if (closed) {
            return;
        }
        if (message.getEof() && !message.getError().isEmpty()) {
            fail(Status.FAILED_PRECONDITION.withDescription(error(message)));
            return;
        }
        if (message.getEof()) {
            // The last message of the Go program carries the text after the last line break.
            if (!message.getLine().isEmpty()) {
                reader.onNext(line(message));
            }
            complete();
            return;
        }
        // A deployer that follows a log first sends a message with index 0 and no line, to say that the request has
        // arrived.
        if (!request.getFollow() || message.getCreatedIndex() > 0) {
            reader.onNext(line(message));
        }
        requestLine();
    }

    /** Requests the next line from the deployer, if the reader can take one and none is on its way. */
    synchronized void requestLine() {
        if (!closed && !lineRequested && sender != null && reader.isReady()) {
            lineRequested = true;
            sender.request(1);
        }
    }

    synchronized void complete() {
        if (!closed) {
            close();
            reader.onCompleted();
        }
    }

    synchronized void fail(Status why) {
        if (!closed) {
            close();
            reader.onError(why.asRuntimeException());
        }
    }

    /** @return false if the deployer had been told before to stop sending */
    synchronized boolean uploadLost() {
        boolean wasSending = sender != null;
        sender = null;
        fail(Status.UNAVAILABLE.withDescription(
                "deployer '" + deployer.name() + "' went away while it was sending logs: try again in a moment"));
        return wasSending;
    }

    synchronized void failIfNoUpload(Status why) {
        if (sender == null) {
            fail(why);
        }
    }

    /** Ends the exchange and tells the deployer to stop sending. The reader is not told anything. */
    synchronized void close() {
        closed = true;
        if (sender != null && !sender.isCancelled()) {
            sender.onNext(Empty.getDefaultInstance());
            sender.onCompleted();
        }
        sender = null;
    }

    private static LogLine line(Logs message) {
        LogLine.Builder line = LogLine.newBuilder()
                .setPod(Printable.cut(message.getPod(), MAX_POD))
                .setPods(message.getPods());
        return message.getError().isEmpty()
                ? line.setLine(withoutLineBreak(message.getLine())).build()
                : line.setError(error(message)).build();
    }

    /** The error is cut because it travels in the trailers of a call, where little fits. */
    private static String error(Logs message) {
        return Printable.cutLines(message.getError(), MAX_ERROR);
    }

    /** The Go program sends each line with its line break. */
    private static String withoutLineBreak(String line) {
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }
}
