package com.dotscience.gateway;

/** Why the Gateway cannot start, in one line for the person who started it: what is wrong and what to do. */
public class StartFailure extends RuntimeException {
    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
