package com.dotscience.deployer.plan.limits;

/**
 * Reports a limit that cannot be understood, so that the deployer does not start with fewer limits than its owner meant. The
 * message says what the setting must be.
 */
public final class WrongLimitException extends RuntimeException {

    private final String setting;

    WrongLimitException(String setting, String must) {
        super(must);
        this.setting = setting;
    }

    public String setting() {
        return setting;
    }
}
