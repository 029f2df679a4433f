package com.dotscience.modelproxy.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.modelproxy.client.HttpGet;
import java.net.URLEncoder;
import java.util.Optional;

/** The protocols in which a model reports whether it can serve predictions, the most precise first. */
enum HealthProtocol {
    /** TensorFlow Serving's status of a model, and KServe's version 1 at the same path. */
    MODEL_STATUS("TensorFlow Serving") {
        @Override
        Optional<String> path(String model) {
            return Optional.of("/v1/models/" + URLEncoder.encode(model, UTF_8).replace("+", "%20"));
        }

        @Override
        ProbeResult read(HttpGet.Response response) {
            StatusBody body = StatusBody.read(response.body());
            if (body.refusal().isPresent()) {
                return new ProbeResult.NotReady(body.refusal().get());
            }
            if (body.ready() && response.status() == OK) {
                return new ProbeResult.Ready(body.words());
            }
            return new ProbeResult.Unsupported("answered " + response.status());
        }
    },
    /** The Open Inference Protocol, version 2: the status counts, and a body may repeat it. */
    OPEN_INFERENCE("Open Inference Protocol v2") {
        @Override
        Optional<String> path(String model) {
            return Optional.of("/v2/health/ready");
        }

        @Override
        ProbeResult read(HttpGet.Response response) {
            StatusBody body = StatusBody.read(response.body());
            if (body.refusal().isPresent()) {
                return new ProbeResult.NotReady(body.refusal().get());
            }
            if (response.status() == OK) {
                return new ProbeResult.Ready("it is ready");
            }
            // Triton answers 400 without a body while it loads, and other servers 503. A server that does not know the
            // path
            // answers 404 or 405.
            if (response.status() == UNAVAILABLE || (response.status() == BAD_REQUEST && response.body().length == 0)) {
                return new ProbeResult.NotReady("it answers " + response.status());
            }
            return new ProbeResult.Unsupported("answered " + response.status());
        }
    },
    /** A connection that is accepted: nothing better is known of a model that speaks no other protocol. */
    OPEN_PORT("open port") {
        @Override
        Optional<String> path(String model) {
            return Optional.empty();
        }

        @Override
        ProbeResult read(HttpGet.Response response) {
            return new ProbeResult.Ready("its port is open");
        }
    };

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final String displayName;

    HealthProtocol(String displayName) {
        this.displayName = displayName;
    }

    /** Its name, for people. */
    String displayName() {
        return displayName;
    }

    /** The path to request; empty if a connection alone is the probe. */
    abstract Optional<String> path(String model);

    /** What a response means. */
    abstract ProbeResult read(HttpGet.Response response);
}
