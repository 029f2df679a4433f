package com.dotscience.cli.command;

import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has. */
public final class GlobalOptions {

    enum Output {
        TEXT,
        WIDE,
        JSON,
        YAML,
        NAME;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What to print: ${COMPLETION-CANDIDATES}; wide is text with more columns in lists."
                    + " Default: ${DEFAULT-VALUE}.")
    Output output;

    @Option(
            names = "--gateway",
            scope = ScopeType.INHERIT,
            paramLabel = "ADDRESS",
            description = "The Gateway to ask, instead of DS_GATEWAY.")
    String gateway;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Print this help and exit.")
    boolean help;
}
