package com.dotscience.cli.command.completion;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description =
                "Print a script that lets bash and zsh complete the commands and options of ds, and the names of deployers"
                        + " and model deployments.",
        footerHeading = "%nExamples:%n",
        footer = {"  ds completion", "  source <(ds completion)     # in ~/.bashrc or ~/.zshrc"})
public final class Completion implements Runnable {

    /** Nobody waits longer for names after pressing a key. */
    private static final long DEADLINE_SECONDS = 2;

    enum Names {
        DEPLOYERS,
        DEPLOYMENTS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Option(names = "--names", hidden = true, description = "What the script calls: print ${COMPLETION-CANDIDATES}.")
    private Names names;

    public Completion(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (names == null) {
            CommandLine ds = spec.root().commandLine();
            spec.commandLine().getOut().print(AutoComplete.bash("ds", ds) + new NameCompletion(spec.root()).script());
            spec.commandLine().getOut().flush();
        } else {
            names().stream().distinct().forEach(session::print);
        }
    }

    /** A shell that completes has no room for errors, so that a Gateway that cannot be asked has no names. */
    private List<String> names() {
        try (var gateway = session.connect()) {
            return names == Names.DEPLOYERS ? deployers(gateway) : modelDeployments(gateway);
        } catch (DsException e) {
            return List.of();
        }
    }

    private static List<String> deployers(ManagementClient gateway) {
        return gateway
                .call(management -> management
                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .listDeployers(ListDeployersRequest.getDefaultInstance()))
                .getDeployersList()
                .stream()
                .map(Deployer::getName)
                .toList();
    }

    private static List<String> modelDeployments(ManagementClient gateway) {
        return gateway
                .call(management -> management
                        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                        .listDeployments(ListDeploymentsRequest.getDefaultInstance()))
                .getDeploymentsList()
                .stream()
                .map(model -> model.getDeployment().getName())
                .toList();
    }
}
