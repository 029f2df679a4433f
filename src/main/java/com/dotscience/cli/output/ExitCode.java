package com.dotscience.cli.output;

/** The exit codes of commands, which tell scripts how a command ended. */
public enum ExitCode {
    OK(0, "done"),
    FAILED(1, "the Gateway refused, or something went wrong"),
    USAGE(2, "bad input or configuration: nothing was asked of the Gateway"),
    UNREACHABLE(3, "the Gateway could not be reached, or did not answer in time"),
    NOT_READY(4, "--wait: the rollout failed, or was not ready in time"),
    INTERRUPTED(130, "Ctrl-C");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
