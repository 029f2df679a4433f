package com.dotscience.testing.perturbation;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is on its way to the API server, and its answer on the way back. */
final class PassingRequest implements Fate.Passage {

    private final Vertx vertx;
    private final Upstream upstream;
    private final HttpServerRequest request;
    private final Buffer body;
    private final ApiCall call;
    private final Perturbation perturbation;

    PassingRequest(
            Vertx vertx,
            Upstream upstream,
            HttpServerRequest request,
            Buffer body,
            ApiCall call,
            Perturbation perturbation) {
        this.vertx = vertx;
        this.upstream = upstream;
        this.request = request;
        this.body = body;
        this.call = call;
        this.perturbation = perturbation;
    }

    @Override
    public void pass() {
        upstream.ask(request, body)
                .onFailure(away -> reset())
                .onSuccess(response -> response.body()
                        .map(text -> new ApiAnswer(response.statusCode(), headers(response), text))
                        .onFailure(away -> reset())
                        .onSuccess(answer -> perturbation.answered(call, answer).befall(new Back(answer))));
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        Upstream.withoutConnection(response.headers())
                .forEach(header -> headers.put(header.getKey(), header.getValue()));
        return headers;
    }

    @Override
    public void answer(ApiAnswer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(answer.body()).onSuccess(sent -> perturbation.heard(call, answer));
    }

    @Override
    public void reset() {
        // By HTTP/2 the stream alone is reset, by HTTP/1.1 the connection is closed.
        request.response().reset();
    }

    @Override
    public void cut() {
        throw new IllegalStateException("There is no answer yet");
    }

    private void cut(ApiAnswer answer) {
        int length = answer.body().length();
        HttpServerResponse response =
                request.response().setStatusCode(answer.status()).putHeader("Content-Length", Integer.toString(length));
        answer.headers().forEach(response::putHeader);
        response.write(answer.body().slice(0, length / 2)).onComplete(sent -> reset());
    }

    @Override
    public void later(Duration wait, Runnable then) {
        vertx.setTimer(wait.toMillis(), over -> then.run());
    }

    private final class Back implements Fate.Passage {

        private final ApiAnswer answer;

        Back(ApiAnswer answer) {
            this.answer = answer;
        }

        @Override
        public void pass() {
            PassingRequest.this.answer(answer);
        }

        @Override
        public void answer(ApiAnswer other) {
            PassingRequest.this.answer(other);
        }

        @Override
        public void reset() {
            PassingRequest.this.reset();
        }

        @Override
        public void cut() {
            PassingRequest.this.cut(answer);
        }

        @Override
        public void later(Duration wait, Runnable then) {
            PassingRequest.this.later(wait, then);
        }
    }
}
