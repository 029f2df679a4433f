package com.dotscience.deployer;

import com.dotscience.api.Version;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program {@code ds-deployer}. */
@Command(
        name = "ds-deployer",
        description = "The agent inside a cluster: makes the model deployments that its Gateway asks for.",
        subcommands = RunCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Deployer.BuildVersion.class)
public final class Deployer {

    private Deployer() {}

    public static void main(String[] args) {
        logAllInOnePlace();
        System.exit(new CommandLine(new Deployer()).execute(args));
    }

    /** gRPC logs through java.util.logging: to standard error, with a stack trace for each lost connection. */
    private static void logAllInOnePlace() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ds-deployer " + Version.current()};
        }
    }
}
