package com.dotscience.cli.command.deployment.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Takes the next word of the command line as it is, also where it looks like an option of ds: it is one of somebody else's program. */
final class PartConsumer implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
        if (words.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "Missing required parameter for option '" + ((OptionSpec) option).longestName() + "' ("
                            + option.paramLabel() + ")");
        }
        List<String> before = option.getValue();
        List<String> parts = before == null ? new ArrayList<>() : new ArrayList<>(before);
        parts.add(words.pop());
        option.setValue(parts);
    }
}
