package com.dotscience.modelproxy.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.modelproxy.client.HttpGet;
import java.net.URLEncoder;
import java.util.Optional;

/** The forms in which a model may be asked whether it can answer, the better ones first: they say more. */
enum Form {
    /** TensorFlow Serving's status of a model, and KServe's version 1 at the same path. */
    MODEL_STATUS("TensorFlow Serving") {
        @Override
        Optional<String> path(String model) {
            return Optional.of("/v1/models/" + URLEncoder.encode(model, UTF_8).replace("+", "%20"));
        }

        @Override
        Saying read(HttpGet.Answer answer) {
            StatusBody body = StatusBody.read(answer.body());
            if (body.refusal().isPresent()) {
                return new Saying.No(body.refusal().get());
            }
            if (body.ready() && answer.status() == OK) {
                return new Saying.Yes(body.words());
            }
            return new Saying.Unspoken("answered " + answer.status());
        }
    },
    /** The Open Inference Protocol, version 2: the status is the answer, a body may say the same. */
    OPEN_INFERENCE("Open Inference Protocol v2") {
        @Override
        Optional<String> path(String model) {
            return Optional.of("/v2/health/ready");
        }

        @Override
        Saying read(HttpGet.Answer answer) {
            StatusBody body = StatusBody.read(answer.body());
            if (body.refusal().isPresent()) {
                return new Saying.No(body.refusal().get());
            }
            if (answer.status() == OK) {
                return new Saying.Yes("it is ready");
            }
            // Triton says 400 without a word while it loads, others 503; whoever does not know the path says 404 or
            // 405.
            if (answer.status() == UNAVAILABLE || (answer.status() == BAD_REQUEST && answer.body().length == 0)) {
                return new Saying.No("it answers " + answer.status());
            }
            return new Saying.Unspoken("answered " + answer.status());
        }
    },
    /** A connection that is taken: nothing better is known of a model that speaks none of the other forms. */
    OPEN_PORT("open port") {
        @Override
        Optional<String> path(String model) {
            return Optional.empty();
        }

        @Override
        Saying read(HttpGet.Answer answer) {
            return new Saying.Yes("its port is open");
        }
    };

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final String words;

    Form(String words) {
        this.words = words;
    }

    /** Its name, for a person. */
    String words() {
        return words;
    }

    /** Where it is asked; empty if a connection is question enough. */
    abstract Optional<String> path(String model);

    /** What an answer means. */
    abstract Saying read(HttpGet.Answer answer);
}
