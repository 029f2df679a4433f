package com.dotscience.cli;

import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints to stderr, in one line, why a command failed. */
final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** The environment variable that asks for stack traces. */
    static final String DEBUG = "DS_DEBUG";

    private final Terminal terminal;
    private final boolean debug;

    ErrorReporter(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.debug = environment.containsKey(DEBUG);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        terminal.fail(e.getMessage());
        if (e instanceof UnmatchedArgumentException) {
            UnmatchedArgumentException.printSuggestions(e, command.getErr());
        }
        if (isMissingSubcommand(e)) {
            command.usage(command.getErr());
        } else {
            terminal.error("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE.number();
    }

    private static boolean isMissingSubcommand(ParameterException e) {
        boolean isGroup = !(e.getCommandLine().getCommand() instanceof Runnable);
        return isGroup && e.getClass() == ParameterException.class && e.getArgSpec() == null;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (debug) {
            e.printStackTrace(command.getErr());
        }
        if (e instanceof DsException expected) {
            terminal.fail(expected.getMessage());
            return expected.code().number();
        }
        terminal.fail("unexpected error: " + e + (debug ? "" : " (" + DEBUG + "=1 shows where it came from)"));
        return ExitCode.FAILED.number();
    }
}
