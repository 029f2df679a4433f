package com.dotscience.deployer;

import ch.qos.logback.classic.Logger;
import com.dotscience.api.Version;
import com.dotscience.logging.Logging;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code ds-deployer}. */
@Command(
        name = "ds-deployer",
        description = "The agent inside a cluster: makes the model deployments that its Gateway asks for.",
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
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        return new CommandLine(new Deployer())
                .addSubcommand(new RunCommand(root))
                .addSubcommand(new RoutesCommand())
                .addSubcommand(new ReleaseCommand());
    }

    static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ds-deployer " + Version.current()};
        }
    }
}
