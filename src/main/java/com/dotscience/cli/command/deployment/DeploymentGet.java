package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.Watch;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.Snapshot;
import io.grpc.Status;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "get",
        description = {
            "Show one model deployment: what is wanted, and what its deployer reports.",
            "With -w as a line of 'ds deployment ls', which comes again whenever it changes."
        },
        footerHeading = "%nJSON fields: those of 'ds deployment ls', and events (at, status, message).%n%nExamples:%n",
        footer = {
            "  ds deployment get roadsigns1",
            "  ds deployment get roadsigns1 -d minikube --namespace default -o json"
        })
public final class DeploymentGet extends OneDeployment {

    @Option(
            names = {"-w", "--watch"},
            description = Watch.DESCRIPTION)
    private boolean watch;

    public DeploymentGet(Session session) {
        super(session);
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            ModelDeployment model = get(gateway);
            if (watch) {
                new Watch(session, () -> snapshot(gateway)).run();
            } else {
                session.show(new DeploymentDetails(model, session.now()));
            }
        }
    }

    private ModelDeployment get(ManagementClient gateway) {
        var request = GetDeploymentRequest.newBuilder().setRef(choice.ref()).build();
        return gateway.call(management -> management.getDeployment(request));
    }

    /** One that is removed may come again under the same name. */
    private Snapshot snapshot(ManagementClient gateway) {
        List<ModelDeployment> models;
        try {
            models = List.of(get(gateway));
        } catch (DsException e) {
            if (!GatewayFailures.isOf(Status.Code.NOT_FOUND, e)) {
                throw e;
            }
            models = List.of();
        }
        return new DeploymentTable(models, session.now(), session.terminal(), session.isWide())
                .snapshot(DeploymentJson::withEvents);
    }
}
