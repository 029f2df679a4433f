package com.dotscience.testing.roadsigns.server;

/** A request that cannot be answered; both protocols say why in the same form. */
final class Refusal extends Exception {

    private final int status;

    private Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    static Refusal notFound(String message) {
        return new Refusal(404, message);
    }

    int status() {
        return status;
    }
}
