package com.dotscience.deployer.plan.limits;

/** A limit that cannot be understood. The message says what it must be. */
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
