package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.SetDeployerWindowsRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.WindowText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "windows",
        description = {
            "Show or set the maintenance windows of a deployer: the times in which changes of its model deployments are"
                    + " handed out.",
            "A model deployment with windows of its own goes by those."
        },
        footerHeading = "%nJSON fields: those of 'ds deployer ls'.%n%nExamples:%n",
        footer = {
            "  ds deployer windows minikube",
            "  ds deployer windows minikube --window '0 2 * * SUN Europe/Berlin 2h'",
            "  ds deployer windows minikube --window ''"
        })
public final class DeployerWindows extends OneDeployer {

    @Option(
            names = "--window",
            paramLabel = "WINDOW",
            arity = "1",
            description =
                    "When it opens (minute, hour, day of month, month and day of week, as cron has them), the time"
                            + " zone, and how long it is open. Can be given more than once; these take the place of all."
                            + " '' for none, so that changes are handed out at any time.")
    private String[] windows;

    public DeployerWindows(Session session) {
        super(session);
    }

    @Override
    public void run() {
        var given = windows == null ? null : WindowText.parse("--window", windows);
        try (var gateway = session.connect()) {
            Deployer deployer = given == null
                    ? read(gateway)
                    : gateway.callIfSupported(
                            management -> management.setDeployerWindows(SetDeployerWindowsRequest.newBuilder()
                                    .setDeployer(choice.nameOrId())
                                    .addAllWindows(given)
                                    .build()));
            session.show(new DeployerTimes(deployer, session.now()));
        }
    }

    private Deployer read(ManagementClient gateway) {
        return gateway
                .call(management -> management.listDeployers(ListDeployersRequest.getDefaultInstance()))
                .getDeployersList()
                .stream()
                .filter(each ->
                        each.getName().equals(choice.nameOrId()) || each.getId().equals(choice.nameOrId()))
                .findFirst()
                .orElseThrow(
                        () -> new DsException(ExitCode.FAILED, "there is no deployer '" + choice.nameOrId() + "'"));
    }
}
