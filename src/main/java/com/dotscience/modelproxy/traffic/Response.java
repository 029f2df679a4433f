package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;

/** Forwards the response of one exchange to the client: that of the model, or an error of the model-proxy itself. */
final class Response {

    private final Client client;
    private final Observations observations;
    private final Request request;
    private boolean begun;
    private boolean interimSeen;

    /** @param request whose body is kept no longer than until the response begins */
    Response(Client client, Observations observations, Request request) {
        this.client = client;
        this.observations = observations;
        this.request = request;
    }

    /** Whether the final response has begun, so that no other can be sent. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether the model has sent an interim response such as 100, and so has read the request. */
    boolean hasInterim() {
        return interimSeen;
    }

    static boolean switchesProtocols(HttpResponse head) {
        return head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    /** Forwards a head. @param model whose connection becomes a tunnel, if the head switches protocols */
    void head(HttpResponse head, ModelConnection model) {
        if (switchesProtocols(head)) {
            begin();
            switchProtocols(head, model);
        } else if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            interimSeen = true;
            if (client.understandsInterimResponses()) {
                client.interimResponse(full(head));
            }
        } else {
            begin();
            Headers.towardsClient(head);
            client.responseHead(head);
            observations.responseHead(head);
        }
    }

    private void begin() {
        begun = true;
        request.releaseBody();
    }

    private void switchProtocols(HttpResponse head, ModelConnection model) {
        String protocol = head.headers().get(HttpHeaderNames.UPGRADE, "");
        Headers.towardsClient(head);
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderNames.UPGRADE).set(HttpHeaderNames.UPGRADE, protocol);
        observations.responseHead(head);
        client.tunnel(full(head), model);
        observations.deliver();
    }

    /** @return completes when the part is written, and fails if the client has gone */
    Future<Void> body(HttpContent part) {
        observations.responseBody(part.content());
        return client.responseBody(part);
    }

    /** @return completes when the error is written, and fails if the client has gone */
    Future<Void> error(HttpResponseStatus status, String reason) {
        begin();
        FullHttpResponse error = ErrorResponse.of(status, reason);
        client.responseHead(new DefaultHttpResponse(HttpVersion.HTTP_1_1, error.status(), error.headers()));
        observations.responseHead(error);
        observations.responseBody(error.content());
        return client.responseBody(new DefaultLastHttpContent(error.content()));
    }

    private static FullHttpResponse full(HttpResponse head) {
        FullHttpResponse full = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, head.status());
        full.headers().set(head.headers());
        return full;
    }
}
