package com.dotscience.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that lets bash and zsh complete the commands and options of ds.",
        footerHeading = "%nExamples:%n",
        footer = {"  ds completion", "  source <(ds completion)     # in ~/.bashrc"})
final class Completion implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine ds = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash("ds", ds));
        spec.commandLine().getOut().flush();
    }
}
