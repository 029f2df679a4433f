package com.dotscience.deployer;

import com.dotscience.api.Version;
import com.dotscience.logging.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code ds-deployer}. */
@Command(
        name = "ds-deployer",
        description = "The agent inside a cluster: makes the model deployments that its Gateway asks for.",
        subcommands = {RunCommand.class, RoutesCommand.class, ReleaseCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Deployer.BuildVersion.class)
public final class Deployer {

    private Deployer() {}

    public static void main(String[] args) {
        System.exit(
                Logging.start("ds-deployer", System.getenv())
                        ? commandLine().execute(args)
                        : CommandLine.ExitCode.USAGE);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Deployer());
    }

    static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ds-deployer " + Version.current()};
        }
    }
}
