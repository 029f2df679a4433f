package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.deployment.spec.ModelSpec;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import io.grpc.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "update",
        description = "Change what is given of a model deployment, and nothing else: the defaults are for new ones.",
        footerHeading =
                "%nJSON fields: those of 'ds deployment ls'; with --deployer-label those of 'ds fleet ls'; in a dry run those of"
                        + " 'ds deployment apply'.%n%nExamples:%n",
        footer = {
            "  ds deployment update roadsigns1 -i quay.io/acme/roadsigns:2",
            "  ds deployment update roadsigns1 -d minikube -r 3 --label team=vision \\",
            "      --label draft-",
            "  ds deployment update roadsigns1 --deployer-label site=eu --max-parallel 2 \\",
            "      -i quay.io/acme/roadsigns:2",
            "  ds deployment update roadsigns1 --host '' --classes ''",
            "  ds deployment update roadsigns1 --record http://sink.logs.svc:8080",
            "  ds deployment update roadsigns1 --window '0 2 * * SUN Europe/Berlin 2h'",
            "  ds deployment update roadsigns1 --now",
            "  ds deployment update roadsigns1 -r 3 --dry-run=server"
        })
public final class DeploymentUpdate extends OneDeployment {

    private static final int ATTEMPTS = 5;

    @Option(
            names = {"-i", "--image"},
            paramLabel = "IMAGE",
            description = "The model's image.")
    private String image;

    @Mixin
    private FleetOptions fleet = new FleetOptions();

    @Mixin
    private NowOption now = new NowOption();

    @Mixin
    private WriteOptions options = new WriteOptions();

    public DeploymentUpdate(Session session) {
        super(session);
    }

    @Override
    public void run() {
        boolean changes = image != null || !options.changesNothing();
        if (fleet.isGiven()) {
            fleet.check(choice.ref(), changes);
            refuseNow();
            if (options.dryRun().isGiven()) {
                throw DsException.usage("--dry-run: not for a fleet: try one of its model deployments, with -d");
            }
        }
        if (!changes && !fleet.isContinuing() && !now.isGiven()) {
            throw DsException.usage("nothing to change: give at least one option, for example -i IMAGE");
        }
        options.check();
        try (var gateway = session.connect()) {
            if (fleet.isGiven()) {
                var start = new FleetStart(session, gateway, choice.ref(), fleet);
                options.showFleet(session, gateway, fleet.isContinuing() ? start.goOn() : start.start(this::changed));
            } else if (options.dryRun().isGiven()) {
                foretell(gateway);
            } else {
                options.show(session, gateway, update(gateway));
            }
        }
    }

    private void refuseNow() {
        if (now.isGiven()) {
            throw DsException.usage(
                    "--now: with --deployer-label, each waits for the maintenance windows of its own: leave"
                            + " --now out, or update one without --deployer-label");
        }
    }

    // If somebody else writes between the reading and the writing, the Gateway refuses and the change is made again.
    private ModelDeployment update(ManagementClient gateway) {
        DeploymentRef ref = choice.ref();
        for (int attempt = 1; ; attempt++) {
            Deployment read = read(gateway, ref).getDeployment();
            ref = DeploymentRef.newBuilder().setDeployment(read.getId()).build();
            var request = UpdateDeploymentRequest.newBuilder()
                    .setDeployment(changed(read))
                    .setNow(now.isGiven())
                    .build();
            try {
                return gateway.call(management -> management.updateDeployment(request));
            } catch (DsException e) {
                if (!GatewayFailures.isOf(Status.Code.ABORTED, e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void foretell(ManagementClient gateway) {
        ModelDeployment present = read(gateway, choice.ref());
        var request = UpdateDeploymentRequest.newBuilder()
                .setDeployment(changed(present.getDeployment()))
                .build();
        options.dryRun().showUpdate(session, gateway, present, request);
    }

    private static ModelDeployment read(ManagementClient gateway, DeploymentRef ref) {
        var request = GetDeploymentRequest.newBuilder().setRef(ref).build();
        return gateway.call(management -> management.getDeployment(request));
    }

    private Deployment changed(Deployment read) {
        var spec = new ModelSpec(options.applyTo(read, session));
        if (image != null) {
            spec.image(image);
        }
        return spec.build();
    }
}
