package com.dotscience.deployer;

import com.dotscience.deployer.console.ConsoleException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ds-deployer release}: what is held is deleted, by the word of the cluster's owner. */
@Command(
        name = "release",
        description = {
            "Lets the deletions go that a running deployer holds.",
            "Look first which these are, and whether they are right: /health lists them."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  kubectl -n dotscience-deployer exec deploy/dotscience-deployer -- ds-deployer release",
            "  ds-deployer release --url http://127.0.0.1:9301",
        })
final class ReleaseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConsoleOptions console = new ConsoleOptions();

    @Override
    public Integer call() throws InterruptedException {
        try {
            List<String> released = console.client().releaseHeldDeletions();
            spec.commandLine()
                    .getOut()
                    .println(released.isEmpty() ? "No deletion was held" : "Released " + String.join(", ", released));
            return 0;
        } catch (ConsoleException e) {
            spec.commandLine().getErr().println("ds-deployer: " + e.getMessage());
            return 1;
        }
    }
}
