package com.dotscience.gateway.options;

/** Why the Gateway cannot start, in one line for the person who started it: what is wrong and what to do. */
public class StartFailure extends RuntimeException {
    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
