package com.dotscience.deployer;

/** The deployer's configuration is missing something or has it wrong; the message says what to do about it. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
