package com.dotscience.cli.output;

/** Ends a command with an exit code and one line that says what is wrong and what to do about it. */
public final class DsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode code;

    public DsException(ExitCode code, String message) {
        this(code, message, null);
    }

    public DsException(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public static DsException usage(String message) {
        return new DsException(ExitCode.USAGE, message);
    }

    public ExitCode code() {
        return code;
    }
}
