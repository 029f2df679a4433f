package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.observation.Observation.Ending;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One request and its answer. It waits for its turn, sends the request over a connection to the model, and hands the answer
 * on. Small bodies are kept until the answer begins: where the model has just closed the connection that was kept from
 * before, all is sent again over a fresh one. Larger ones, and those of unknown length, get a fresh one to begin with.
 */
final class Exchange {

    // A bad first chunk is to be seen before the model has seen the head; who waits for an answer first loses no more.
    private static final long FIRST_CHUNK_MILLIS = 200;

    private final Worker worker;
    private final Client client;
    private final HttpRequest request;
    private final Observations observations;
    private final boolean upgrade;
    private final boolean repeatable;
    /** Of the request's body: what the model has not been sent, and what may have to be sent again. */
    private final Queue<HttpContent> kept = new ArrayDeque<>();

    private ModelConnection model;
    private ScheduledFuture<?> firstChunk;
    private boolean hasTurn;
    /** More of the request may just be read, and {@link #requestRead} follows: a head and a small body are one packet. */
    private boolean flushesSoon;

    private boolean requestWhole;
    private boolean answerBegun;
    private boolean interimSeen;
    private boolean ended;
    private long lastByte = System.nanoTime();

    /** @param request of the client's, as it is to be sent to the model */
    Exchange(Worker worker, Client client, HttpRequest request, Observations observations) {
        this.worker = worker;
        this.client = client;
        this.request = request;
        this.observations = observations;
        this.upgrade = Headers.upgrade(request).isPresent();
        this.repeatable = !HttpUtil.isTransferEncodingChunked(request)
                && HttpUtil.getContentLength(request, 0L) <= worker.limits().replayBytes();
    }

    /** Begins. @param unsure whether the body may turn out to be unreadable, so that its first part is waited for */
    void start(boolean unsure) {
        flushesSoon = true;
        if (unsure) {
            firstChunk = worker.loop().schedule(this::takeTurn, FIRST_CHUNK_MILLIS, TimeUnit.MILLISECONDS);
            client.read();
        } else {
            takeTurn();
        }
    }

    private void takeTurn() {
        if (!ended && !hasTurn) {
            firstChunk = null;
            hasTurn = true;
            worker.enter(this);
        }
    }

    /** It is this exchange's turn. */
    void proceed() {
        connect(!repeatable);
    }

    private void connect(boolean fresh) {
        worker.connections().take(fresh, this);
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isRequestWhole() {
        return requestWhole;
    }

    boolean hasAnswerBegun() {
        return answerBegun;
    }

    HttpRequest request() {
        return request;
    }

    // What the client does.

    void requestBody(HttpContent part) {
        flushesSoon = true;
        observations.requestBody(part.content());
        requestWhole = part instanceof LastHttpContent;
        if (model == null) {
            kept.add(part);
        } else {
            if (repeatable && !answerBegun) {
                kept.add(part.retainedDuplicate());
            }
            model.write(part);
        }
        if (firstChunk != null) {
            firstChunk.cancel(false);
            takeTurn();
        }
    }

    void requestRead() {
        flushesSoon = false;
        touch();
        if (model != null) {
            model.flush();
            observations.tell();
        }
        demandRequest();
    }

    /** Reads on from the client: more of the body once the model takes it, then that the client goes. */
    void demandRequest() {
        if (!ended && (requestWhole || (model != null && model.isWritable()))) {
            client.read();
        }
    }

    /** Reads on from the model, once the client takes it. */
    void demandAnswer() {
        if (!ended && model != null && client.isWritable()) {
            model.read();
        }
    }

    /** What came of the request can not be read, or came not for too long. */
    void refuse(HttpResponseStatus status, String reason) {
        if (!ended) {
            fail(status, reason);
        }
    }

    void clientGone() {
        if (!ended) {
            closeModel();
            end(Ending.CANCELLED);
        }
    }

    /** A byte has come. */
    void touch() {
        lastByte = System.nanoTime();
    }

    /** Whether no byte has come for too long. */
    boolean isSilent(long now) {
        return now - lastByte > worker.limits().silence().toNanos();
    }

    /** Ends if no byte has come for too long. */
    void sweep(long now) {
        if (!ended && isSilent(now)) {
            fail(HttpResponseStatus.GATEWAY_TIMEOUT, "The model said nothing for too long.");
        }
    }

    // What the model does.

    void connected(ModelConnection connection) {
        if (ended) {
            connection.giveBack();
            return;
        }
        model = connection;
        model.write(request);
        if (repeatable) {
            for (HttpContent part : kept) {
                model.write(part.retainedDuplicate());
            }
        } else {
            for (HttpContent part = kept.poll(); part != null; part = kept.poll()) {
                model.write(part);
            }
        }
        if (!flushesSoon) {
            model.flush();
            observations.tell();
        }
        demandRequest();
        demandAnswer();
    }

    void unreachable(Throwable cause) {
        if (!ended) {
            worker.log().say("The model takes no connection: " + cause.getMessage());
            fail(HttpResponseStatus.SERVICE_UNAVAILABLE, "The model takes no connection; it may be starting or gone.");
        }
    }

    void answer(HttpResponse head) {
        boolean informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        boolean switching = head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        if (switching && upgrade) {
            switchProtocols(head);
        } else if (switching) {
            fail(HttpResponseStatus.BAD_GATEWAY, "The model changed to another protocol, and nobody had asked.");
        } else if (informational) {
            interimSeen = true;
            if (client.knowsInterimAnswers()) {
                client.interim(whole(head));
            }
        } else {
            answerBegun = true;
            releaseKept();
            Headers.towardsClient(head);
            client.answer(head);
            observations.answer(head);
        }
    }

    private void switchProtocols(HttpResponse head) {
        answerBegun = true;
        releaseKept();
        String protocol = head.headers().get(HttpHeaderNames.UPGRADE, "");
        Headers.towardsClient(head);
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderNames.UPGRADE).set(HttpHeaderNames.UPGRADE, protocol);
        observations.answer(head);
        client.tunnel(whole(head), model);
        observations.tell();
    }

    private static FullHttpResponse whole(HttpResponse head) {
        FullHttpResponse whole = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, head.status());
        whole.headers().set(head.headers());
        return whole;
    }

    /** @param reusable whether the model keeps its connection after this answer */
    void answerBody(HttpContent part, boolean reusable) {
        observations.answerBody(part.content());
        boolean last = part instanceof LastHttpContent;
        var written = client.answerBody(part);
        if (last) {
            ModelConnection used = model;
            model = null;
            ended = true;
            client.flush();
            if (requestWhole && reusable) {
                used.giveBack();
            } else {
                used.close();
            }
            written.addListener(done -> settle(done.isSuccess() ? Ending.COMPLETE : Ending.CANCELLED));
            client.answered();
        }
    }

    void answerRead() {
        touch();
        if (!ended) {
            client.flush();
            observations.tell();
            demandAnswer();
        }
    }

    /** @param reason for the log and the client, if there was an error; empty if the model just closed it */
    void modelGone(boolean usedBefore, Optional<String> reason) {
        if (ended) {
            return;
        }
        model = null;
        if (!answerBegun && usedBefore && repeatable && !interimSeen) {
            connect(true);
        } else {
            fail(
                    HttpResponseStatus.BAD_GATEWAY,
                    reason.orElse("The model closed the connection before its answer was whole."));
        }
    }

    /** Both sides speak bytes now and one of them has ended it. */
    void tunnelClosed() {
        if (!ended) {
            model = null;
            end(Ending.COMPLETE);
        }
    }

    private void fail(HttpResponseStatus status, String reason) {
        closeModel();
        if (answerBegun) {
            worker.log().say("An answer was cut: " + reason);
            end(Ending.CUT);
            client.cut();
            return;
        }
        answerBegun = true;
        FullHttpResponse own = OwnAnswer.of(status, reason);
        ended = true;
        releaseKept();
        client.answer(new DefaultHttpResponse(HttpVersion.HTTP_1_1, own.status(), own.headers()));
        observations.answer(own);
        observations.answerBody(own.content());
        var written = client.answerBody(new DefaultLastHttpContent(own.content()));
        client.flush();
        written.addListener(done -> settle(done.isSuccess() ? Ending.COMPLETE : Ending.CANCELLED));
        client.answered();
    }

    private void closeModel() {
        ModelConnection used = model;
        model = null;
        if (used != null) {
            used.close();
        }
    }

    private void end(Ending ending) {
        ended = true;
        releaseKept();
        settle(ending);
    }

    private void settle(Ending ending) {
        if (firstChunk != null) {
            firstChunk.cancel(false);
            firstChunk = null;
        }
        observations.end(ending);
        if (hasTurn) {
            hasTurn = false;
            worker.leave(this);
        }
        worker.ended();
    }

    private void releaseKept() {
        for (HttpContent part = kept.poll(); part != null; part = kept.poll()) {
            part.release();
        }
    }
}
