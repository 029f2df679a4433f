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

    /** The same for every command: values from variables, and errors of one line. */
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

    /** Every option can be given as a variable: --tls-cert as DS_GATEWAY_TLS_CERT. An empty variable counts as none. */
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
