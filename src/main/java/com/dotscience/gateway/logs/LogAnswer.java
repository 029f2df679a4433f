package com.dotscience.gateway.logs;

import com.dotscience.api.Logs;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.validation.Printable;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * One log request, from the person who asked to the end of the deployer's answer. The next line is asked of the deployer
 * only when the reader can take it: no more than one is held here.
 */
final class LogAnswer {
    private static final int MAX_ERROR = 1_000;
    // As Kubernetes has it.
    private static final int MAX_POD = 253;

    private final RegisteredDeployer deployer;
    private final LogsRequest request;
    private final ServerCallStreamObserver<LogLine> reader;
    private ServerCallStreamObserver<Empty> sender;
    private boolean asked;
    private boolean over;

    LogAnswer(RegisteredDeployer deployer, LogsRequest request, ServerCallStreamObserver<LogLine> reader) {
        this.deployer = deployer;
        this.request = request;
        this.reader = reader;
    }

    String deployerId() {
        return deployer.id();
    }

    /** @return false if somebody else sends it already, or nobody reads any more */
    synchronized boolean begin(ServerCallStreamObserver<Empty> from) {
        if (over || sender != null) {
            return false;
        }
        sender = from;
        return true;
    }

    synchronized boolean hasBegun() {
        return sender != null;
    }

    synchronized void message(Logs message) {
        asked = false;
        if (over) {
            return;
        }
        if (message.getEof() && !message.getError().isEmpty()) {
            fail(Status.FAILED_PRECONDITION.withDescription(error(message)));
            return;
        }
        if (message.getEof()) {
            // The Go program's last message carries what came after the last end of a line.
            if (!message.getLine().isEmpty()) {
                reader.onNext(line(message));
            }
            complete();
            return;
        }
        // Who follows says at once that the request has arrived.
        if (!request.getFollow() || message.getCreatedIndex() > 0) {
            reader.onNext(line(message));
        }
        askForMore();
    }

    /** The reader may take more, or the deployer may be asked for the first time. */
    synchronized void askForMore() {
        if (!over && !asked && sender != null && reader.isReady()) {
            asked = true;
            sender.request(1);
        }
    }

    synchronized void complete() {
        if (!over) {
            forget();
            reader.onCompleted();
        }
    }

    synchronized void fail(Status why) {
        if (!over) {
            forget();
            reader.onError(why.asRuntimeException());
        }
    }

    /** @return false if it had been told already that no more of it is wanted */
    synchronized boolean senderIsGone() {
        boolean sent = sender != null;
        sender = null;
        fail(Status.UNAVAILABLE.withDescription(
                "deployer '" + deployer.name() + "' went away while it was sending logs: try again in a moment"));
        return sent;
    }

    synchronized void failUnlessBegun(Status why) {
        if (sender == null) {
            fail(why);
        }
    }

    /** Nobody reads any more, so that the deployer need not go on. */
    synchronized void forget() {
        over = true;
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
                ? line.setLine(withoutEnd(message.getLine())).build()
                : line.setError(error(message)).build();
    }

    /** It is a sentence, and travels in the end of a call, where little fits. */
    private static String error(Logs message) {
        return Printable.cutLines(message.getError(), MAX_ERROR);
    }

    /** The Go program sends each line with its end. */
    private static String withoutEnd(String line) {
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }
}
