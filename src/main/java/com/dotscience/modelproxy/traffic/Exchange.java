package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.observation.Observation.Ending;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.Optional;

/**
 * One request and its response. It waits for its {@link Admission}, sends the request over a connection to the model, and passes
 * the {@link Response} on. Where the model closes a reused connection before it has responded, the request is sent again over a
 * fresh one, if its {@link Request} allows it.
 */
final class Exchange {

    private final Worker worker;
    private final Client client;
    private final Observations observations;
    private final Admission admission;
    private final Request request;
    private final Response response;

    /** Null before the exchange has a connection, and after it. */
    private ModelConnection model;

    private boolean ended;
    private long lastByte = System.nanoTime();

    /** @param request of the client's, as it is to be sent to the model */
    Exchange(Worker worker, Client client, HttpRequest request, Observations observations) {
        this.worker = worker;
        this.client = client;
        this.observations = observations;
        this.admission = new Admission(worker, this);
        this.request = new Request(request, worker.limits().replayBytes());
        this.response = new Response(client, observations, this.request);
    }

    /** Begins. @param awaitsBody whether to wait for the first part of the body, because it may turn out to be malformed */
    void start(boolean awaitsBody) {
        if (awaitsBody) {
            admission.requestAfterFirstChunk();
            client.read();
        } else {
            admission.request();
        }
    }

    /** Connects to the model, since the worker has admitted this exchange. */
    void proceed() {
        worker.connections().acquire(!request.isReplayable(), this);
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isRequestComplete() {
        return request.isComplete();
    }

    // The client calls these.

    void requestBody(HttpContent part) {
        observations.requestBody(part.content());
        request.body(part, model, response.hasBegun());
        admission.chunkRead();
    }

    void requestReadComplete() {
        touch();
        request.readComplete(model);
        if (model != null) {
            observations.deliver();
        }
        readRequest();
    }

    /** Reads more from the client: of the body, if the model takes it, and after the body to notice that the client closes. */
    void readRequest() {
        if (!ended && (request.isComplete() || (model != null && model.isWritable()))) {
            client.read();
        }
    }

    /** Reads more from the model, if the client takes it. */
    void readResponse() {
        if (!ended && model != null && client.isWritable()) {
            model.read();
        }
    }

    void clientDisconnected() {
        if (!ended) {
            closeModel();
            end(Ending.CANCELLED);
        }
    }

    /** Notes that a byte has come, from either side. */
    void touch() {
        lastByte = System.nanoTime();
    }

    boolean isTimedOut(long now) {
        return now - lastByte > worker.limits().silence().toNanos();
    }

    /** Ends the exchange if no byte has come for too long. */
    void sweep(long now) {
        if (isTimedOut(now)) {
            fail(HttpResponseStatus.GATEWAY_TIMEOUT, "The model said nothing for too long.");
        }
    }

    // The model's connection calls these.

    void connected(ModelConnection connection) {
        if (ended) {
            connection.release();
            return;
        }
        model = connection;
        if (request.sendTo(model)) {
            observations.deliver();
        }
        readRequest();
        readResponse();
    }

    void connectFailed(Throwable cause) {
        if (!ended) {
            worker.log().info("The model takes no connection: " + cause.getMessage());
        }
        fail(HttpResponseStatus.SERVICE_UNAVAILABLE, "The model takes no connection; it may be starting or gone.");
    }

    void responseHead(HttpResponse head) {
        if (Response.switchesProtocols(head) && !request.asksForUpgrade()) {
            fail(HttpResponseStatus.BAD_GATEWAY, "The model changed to another protocol, and nobody had asked.");
        } else {
            response.head(head, model);
        }
    }

    /** @param reusable whether the model keeps its connection open after this response */
    void responseBody(HttpContent part, boolean reusable) {
        boolean last = part instanceof LastHttpContent;
        Future<Void> written = response.body(part);
        if (last) {
            ModelConnection used = model;
            model = null;
            ended = true;
            client.flush();
            if (request.isComplete() && reusable) {
                used.release();
            } else {
                used.close();
            }
            finishAfter(written);
        }
    }

    void responseReadComplete() {
        touch();
        if (!ended) {
            client.flush();
            observations.deliver();
            readResponse();
        }
    }

    /**
     * The connection to the model is lost before the response is complete.
     *
     * @param reused whether the connection had served another exchange before
     * @param reason for the log and the client, if there was an error; empty if the model just closed it
     */
    void connectionLost(boolean reused, Optional<String> reason) {
        if (ended) {
            return;
        }
        model = null;
        if (!response.hasBegun() && reused && request.isReplayable() && !response.hasInterim()) {
            worker.connections().acquire(true, this);
        } else {
            fail(
                    HttpResponseStatus.BAD_GATEWAY,
                    reason.orElse("The model closed the connection before its answer was whole."));
        }
    }

    /** One of the two sides has closed the tunnel. */
    void tunnelClosed() {
        if (!ended) {
            model = null;
            end(Ending.COMPLETE);
        }
    }

    /** Ends the exchange with an error, if it has not ended; a response that has begun is broken off. */
    void fail(HttpResponseStatus status, String reason) {
        if (ended) {
            return;
        }
        closeModel();
        if (response.hasBegun()) {
            worker.log().info("The response to a request broke off: " + reason);
            end(Ending.CUT);
            client.abort();
            return;
        }
        ended = true;
        Future<Void> written = response.error(status, reason);
        client.flush();
        finishAfter(written);
    }

    private void finishAfter(Future<Void> written) {
        written.addListener(done -> finish(done.isSuccess() ? Ending.COMPLETE : Ending.CANCELLED));
        client.responseComplete();
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
        request.releaseBody();
        finish(ending);
    }

    private void finish(Ending ending) {
        observations.end(ending);
        admission.release();
        worker.exchangeEnded();
    }
}
