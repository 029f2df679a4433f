package com.dotscience.cli;

import com.dotscience.api.Version;
import com.dotscience.cli.command.Context;
import com.dotscience.cli.command.GlobalOptions;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.WholeNumber;
import com.dotscience.cli.command.completion.Completion;
import com.dotscience.cli.command.deployer.DeployerCommand;
import com.dotscience.cli.command.deployer.DeployerCreate;
import com.dotscience.cli.command.deployer.DeployerLabel;
import com.dotscience.cli.command.deployer.DeployerLs;
import com.dotscience.cli.command.deployer.DeployerManifest;
import com.dotscience.cli.command.deployer.DeployerPause;
import com.dotscience.cli.command.deployer.DeployerResume;
import com.dotscience.cli.command.deployer.DeployerRevokeToken;
import com.dotscience.cli.command.deployer.DeployerRm;
import com.dotscience.cli.command.deployer.DeployerRotateToken;
import com.dotscience.cli.command.deployer.DeployerWindows;
import com.dotscience.cli.command.deployment.DeploymentAbort;
import com.dotscience.cli.command.deployment.DeploymentApply;
import com.dotscience.cli.command.deployment.DeploymentCanary;
import com.dotscience.cli.command.deployment.DeploymentCommand;
import com.dotscience.cli.command.deployment.DeploymentCreate;
import com.dotscience.cli.command.deployment.DeploymentDiff;
import com.dotscience.cli.command.deployment.DeploymentExplain;
import com.dotscience.cli.command.deployment.DeploymentExport;
import com.dotscience.cli.command.deployment.DeploymentGet;
import com.dotscience.cli.command.deployment.DeploymentHistory;
import com.dotscience.cli.command.deployment.DeploymentLogs;
import com.dotscience.cli.command.deployment.DeploymentLs;
import com.dotscience.cli.command.deployment.DeploymentPause;
import com.dotscience.cli.command.deployment.DeploymentPromote;
import com.dotscience.cli.command.deployment.DeploymentRestart;
import com.dotscience.cli.command.deployment.DeploymentResume;
import com.dotscience.cli.command.deployment.DeploymentRm;
import com.dotscience.cli.command.deployment.DeploymentRollback;
import com.dotscience.cli.command.deployment.DeploymentStart;
import com.dotscience.cli.command.deployment.DeploymentStop;
import com.dotscience.cli.command.deployment.DeploymentUpdate;
import com.dotscience.cli.command.fleet.FleetCommand;
import com.dotscience.cli.command.fleet.FleetGet;
import com.dotscience.cli.command.fleet.FleetLs;
import com.dotscience.cli.command.fleet.FleetStop;
import com.dotscience.cli.command.fleet.FleetWait;
import com.dotscience.cli.output.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code ds} command, with which people tell a Gateway which models run where. */
@Command(
        name = "ds",
        description = "Runs machine-learning models on Kubernetes clusters that nobody can reach from outside.",
        footerHeading = "%nWhere the Gateway is:%n",
        footer = {
            "  DS_GATEWAY   http://HOST:PORT without TLS, https://HOST:PORT or HOST:PORT",
            "               with; port 8800 if none is given; a bare loopback address is",
            "               asked without TLS",
            "  DS_TOKEN     the Gateway's admin token",
            "  DS_CA        a PEM file of certificate authorities to trust instead of the",
            "               system's",
            "  Without them: gateway, token and ca in ~/.config/dotscience/ds.properties (or",
            "  under XDG_CONFIG_HOME), else the demo that is running on this machine.",
            "  DS_DEBUG=1 shows where an unexpected error came from.",
            "",
            "Examples:",
            "  ds deployer create minikube",
            "  ds deployment create --model-name roadsigns1 -d minikube \\",
            "      -i quay.io/acme/roadsigns:1",
            "  ds deployment ls"
        })
public final class Ds {

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean version;

    private final Context context;

    Ds(Context context) {
        this.context = context;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (System.getenv(ErrorReporter.DEBUG) == null) {
            // gRPC logs each lost connection. ds reports the same in one line of its own.
            Logger.getLogger("").setLevel(Level.OFF);
        }
        System.exit(new Ds(Context.ofThisProcess()).run(args));
    }

    /** Runs one command and returns its {@linkplain ExitCode exit code}. */
    int run(String... args) {
        var terminal = context.terminal();
        var errors = new ErrorReporter(terminal, context.environment());
        int code = commandLine(args)
                .setOut(terminal.outWriter())
                .setErr(terminal.errWriter())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(args);
        terminal.flush();
        return code;
    }

    /** @param words what the user has typed; the command that they call is made, and all commands if they call none */
    CommandLine commandLine(String... words) {
        var session = new Session(options, context);
        var ds = new Commands(this, words)
                .addSubcommand(new CommandGroup(new DeployerCommand())
                        .addSubcommand(new DeployerCreate(session))
                        .addSubcommand(new DeployerLs(session))
                        .addSubcommand(new DeployerLabel(session))
                        .addSubcommand(new DeployerManifest(session))
                        .addSubcommand(new DeployerRotateToken(session))
                        .addSubcommand(new DeployerRevokeToken(session))
                        .addSubcommand(new DeployerWindows(session))
                        .addSubcommand(new DeployerPause(session))
                        .addSubcommand(new DeployerResume(session))
                        .addSubcommand(new DeployerRm(session)))
                .addSubcommand(new CommandGroup(new DeploymentCommand())
                        .addSubcommand(new DeploymentCreate(session))
                        .addSubcommand(new DeploymentLs(session))
                        .addSubcommand(new DeploymentGet(session))
                        .addSubcommand(new DeploymentLogs(session))
                        .addSubcommand(new DeploymentUpdate(session))
                        .addSubcommand(new DeploymentHistory(session))
                        .addSubcommand(new DeploymentRollback(session))
                        .addSubcommand(new DeploymentRestart(session))
                        .addSubcommand(new DeploymentStop(session))
                        .addSubcommand(new DeploymentStart(session))
                        .addSubcommand(new DeploymentCanary(session))
                        .addSubcommand(new DeploymentPromote(session))
                        .addSubcommand(new DeploymentAbort(session))
                        .addSubcommand(new DeploymentPause(session))
                        .addSubcommand(new DeploymentResume(session))
                        .addSubcommand(new DeploymentRm(session))
                        .addSubcommand(new DeploymentApply(session))
                        .addSubcommand(new DeploymentDiff(session))
                        .addSubcommand(new DeploymentExport(session))
                        .addSubcommand(new DeploymentExplain(session)))
                .addSubcommand(new CommandGroup(new FleetCommand())
                        .addSubcommand(new FleetLs(session))
                        .addSubcommand(new FleetGet(session))
                        .addSubcommand(new FleetWait(session))
                        .addSubcommand(new FleetStop(session)))
                .addSubcommand(new Completion(session))
                .commandLine()
                .setCaseInsensitiveEnumValuesAllowed(true)
                // The option --classes reads @FILE itself.
                .setExpandAtFiles(false);
        WholeNumber.readBy(ds).getCommandSpec().version("ds " + Version.current());
        setUpHelp(ds);
        return ds;
    }

    private static void setUpHelp(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .width(80)
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
        command.getSubcommands().values().forEach(Ds::setUpHelp);
    }

    private static Map<String, String> exitCodes() {
        var codes = new LinkedHashMap<String, String>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(String.format("%3d", code.number()), code.meaning());
        }
        return codes;
    }
}
