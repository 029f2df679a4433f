package com.dotscience.gateway.options;

/** The Gateway cannot start. The message says in one line what is wrong and what to do about it. */
public class StartFailure extends RuntimeException {
    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
