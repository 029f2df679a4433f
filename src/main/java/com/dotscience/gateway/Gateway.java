package com.dotscience.gateway;

import com.dotscience.gateway.options.StartFailure;
import com.dotscience.logging.Logging;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code ds-gateway}. */
@Command(
        name = "ds-gateway",
        description = "What deployers dial, and what ds asks.",
        subcommands = {RunCommand.class, ResetAdminTokenCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Gateway {
    private Gateway() {}

    public static void main(String[] args) {
        System.exit(
                Logging.start("ds-gateway", System.getenv())
                        ? commandLine(System.getenv()).execute(args)
                        : CommandLine.ExitCode.USAGE);
    }

    /** Creates the command line. All commands take defaults from environment variables and report errors in one line. */
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Gateway())
                .setDefaultValueProvider(new Variables(environment))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof StartFailure) {
                        command.getErr().println("ds-gateway: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                })
                .setParameterExceptionHandler((mistake, args) -> {
                    CommandLine command = mistake.getCommandLine();
                    command.getErr().println("ds-gateway: " + mistake.getMessage());
                    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
                    return CommandLine.ExitCode.USAGE;
                });
    }

    /** Reads the default of each option from a variable, --tls-cert from DS_GATEWAY_TLS_CERT. An empty variable is ignored. */
    private record Variables(Map<String, String> environment) implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            if (!(argument instanceof OptionSpec option)) {
                return null;
            }
            String name =
                    option.longestName().replaceFirst("^--", "DS_GATEWAY_").replace('-', '_');
            String value = environment.get(name.toUpperCase(Locale.ROOT));
            return value == null || value.isEmpty() ? null : value;
        }
    }
}
