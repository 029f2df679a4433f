package com.dotscience.deployer.console;

/** The console of a deployer could not be asked; the message says why, and what to do about it. */
public final class ConsoleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConsoleException(String message) {
        super(message);
    }
}
