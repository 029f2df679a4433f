package com.dotscience.cli;

/** Ends a command with an exit code and one line for people: what is wrong and what to do about it. */
final class DsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode code;

    DsException(ExitCode code, String message) {
        this(code, message, null);
    }

    DsException(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static DsException usage(String message) {
        return new DsException(ExitCode.USAGE, message);
    }

    ExitCode code() {
        return code;
    }
}
