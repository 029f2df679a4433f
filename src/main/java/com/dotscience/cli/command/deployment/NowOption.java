package com.dotscience.cli.command.deployment;

import picocli.CommandLine.Option;

/** The option by which a change waits neither for a maintenance window nor for the end of a pause. */
final class NowOption {

    @Option(
            names = "--now",
            description = "Wait neither for a maintenance window nor for the end of a pause. The history says so.")
    private boolean now;

    boolean isGiven() {
        return now;
    }
}
