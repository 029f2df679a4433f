package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The request of one exchange on its way to the model. A small body is kept until the response begins, because the model may
 * close a reused connection just when the request is sent, and then everything is sent again over another one. A large body,
 * or one of unknown length, is not kept, and therefore needs a fresh connection.
 */
final class Request {

    private final HttpRequest head;
    private final boolean replayable;
    private final boolean upgrade;
    /** The parts of the body that the model has not been sent yet, or that may have to be sent again. */
    private final Queue<HttpContent> kept = new ArrayDeque<>();

    /** Whether a read is going on. It may bring a small body, which then leaves in one packet with its head. */
    private boolean reading = true;

    private boolean complete;

    /**
     * @param head as it is to be sent to the model
     * @param replayBytes of the largest body that is kept
     */
    Request(HttpRequest head, int replayBytes) {
        this.head = head;
        this.replayable =
                !HttpUtil.isTransferEncodingChunked(head) && HttpUtil.getContentLength(head, 0L) <= replayBytes;
        this.upgrade = Headers.upgrade(head).isPresent();
    }

    /** Whether it can be sent a second time, as long as the response has not begun. */
    boolean isReplayable() {
        return replayable;
    }

    /** Whether the client asks to switch to another protocol. */
    boolean asksForUpgrade() {
        return upgrade;
    }

    /** Whether the client has sent all of it. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Takes a part of the body from the client.
     *
     * @param model where it is sent; null if there is no connection yet
     * @param responseBegun whether the request can no longer be sent a second time
     */
    void body(HttpContent part, ModelConnection model, boolean responseBegun) {
        reading = true;
        complete = part instanceof LastHttpContent;
        if (model == null) {
            kept.add(part);
            return;
        }
        if (replayable && !responseBegun) {
            kept.add(part.retainedDuplicate());
        }
        model.write(part);
    }

    /** The read has ended, so what it has brought is flushed. @param model null if there is no connection yet */
    void readComplete(ModelConnection model) {
        reading = false;
        if (model != null) {
            model.flush();
        }
    }

    /** Sends what has arrived so far. @return whether it is flushed; otherwise {@link #readComplete} does so */
    boolean sendTo(ModelConnection model) {
        model.write(head);
        if (replayable) {
            for (HttpContent part : kept) {
                model.write(part.retainedDuplicate());
            }
        } else {
            for (HttpContent part = kept.poll(); part != null; part = kept.poll()) {
                model.write(part);
            }
        }
        if (!reading) {
            model.flush();
        }
        return !reading;
    }

    /** Releases what is kept, because the response has begun or the exchange has ended. */
    void releaseBody() {
        for (HttpContent part = kept.poll(); part != null; part = kept.poll()) {
            part.release();
        }
    }
}
