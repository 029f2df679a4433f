package com.dotscience.testing.perturbation;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A request to watch, which becomes a web socket on both sides of the proxy. */
final class WatchRequest implements Fate.Passage {

    private final Vertx vertx;
    private final Upstream upstream;
    private final HttpServerRequest request;
    private final ApiCall call;
    private final Set<Watch> standing;
    private final Supplier<Perturbation> perturbation;

    /** @param standing where it is as long as it stands */
    WatchRequest(
            Vertx vertx,
            Upstream upstream,
            HttpServerRequest request,
            Set<Watch> standing,
            Supplier<Perturbation> perturbation) {
        this.vertx = vertx;
        this.upstream = upstream;
        this.request = request;
        this.call = ApiCall.of("GET", request.uri(), "");
        this.standing = standing;
        this.perturbation = perturbation;
    }

    ApiCall call() {
        return call;
    }

    @Override
    public void pass() {
        upstream.watch(request).onFailure(this::refused).onSuccess(far -> {
            far.pause();
            request.toWebSocket().onFailure(gone -> far.close()).onSuccess(near -> join(near, far));
        });
    }

    private void refused(Throwable why) {
        if (why instanceof UpgradeRejectedException refusal) {
            answer(new ApiAnswer(refusal.getStatus(), Map.of("Content-Type", "application/json"), refusal.getBody()));
        } else {
            reset();
        }
    }

    private void join(ServerWebSocket near, WebSocket far) {
        Watch watch = new Standing(near);
        standing.add(watch);
        far.textMessageHandler(event -> perturbation.get().happened(watch, event));
        far.closeHandler(ended -> near.close());
        near.closeHandler(ended -> {
            standing.remove(watch);
            far.close();
        });
        far.resume();
    }

    @Override
    public void answer(ApiAnswer answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(answer.body());
    }

    @Override
    public void reset() {
        request.connection().close();
    }

    @Override
    public void cut() {
        throw new IllegalStateException("A watch has no answer");
    }

    @Override
    public void later(Duration wait, Runnable then) {
        vertx.setTimer(wait.toMillis(), over -> then.run());
    }

    private final class Standing implements Watch {

        private final ServerWebSocket near;

        Standing(ServerWebSocket near) {
            this.near = near;
        }

        @Override
        public ApiCall call() {
            return call;
        }

        @Override
        public void pass(String event) {
            // The one who watched may be gone meanwhile: what was for it is lost, as with any server.
            if (!near.isClosed()) {
                near.writeTextMessage(event);
            }
        }

        @Override
        public void end() {
            near.close();
        }

        @Override
        public void later(Duration wait, Runnable then) {
            WatchRequest.this.later(wait, then);
        }
    }
}
