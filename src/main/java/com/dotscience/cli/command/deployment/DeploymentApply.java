package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.CheckDeploymentsRequest;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import io.grpc.Status;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        description = {
            "Make model deployments what files say. What a file does not say is the default, so that a field that is"
                    + " taken out of a file goes out of the cluster.",
            "All files are checked before anything is asked for."
        },
        footerHeading = "%nJSON fields: " + Applied.FIELDS + ".%n%nExamples:%n",
        footer = {
            "  ds deployment apply -f roadsigns.yaml",
            "  ds deployment apply -f models/ --prune -l team=vision --yes",
            "  ds deployment export roadsigns1 | ds deployment apply -f - --dry-run=client",
            "  ds deployment apply -f models/ --dry-run=server"
        })
public final class DeploymentApply implements Runnable {

    private static final int ATTEMPTS = 5;

    private final Session session;

    @Mixin
    private ResourceFiles files = new ResourceFiles();

    @Mixin
    private PruneOptions prune = new PruneOptions();

    @Option(
            names = "--dry-run",
            paramLabel = "WHERE",
            defaultValue = "none",
            description =
                    "client: print what would be done, as far as ds and the Gateway can tell. server: also what each"
                            + " deployer would do in its cluster, as the API server's own dry run answers. Both change nothing."
                            + " Default: ${DEFAULT-VALUE}.")
    private DryRun dryRun;

    @Mixin
    private NowOption now = new NowOption();

    public DeploymentApply(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        prune.check(session, dryRun != DryRun.NONE);
        List<ResourceInFile> resources = files.read(session);
        try (var gateway = session.connect()) {
            var present = new PresentDeployments(gateway);
            List<Step> steps = resources.stream().map(present::step).toList();
            check(gateway, steps);
            List<ModelDeployment> superfluous = prune.superfluous(steps, present);
            if (dryRun == DryRun.NONE) {
                prune.confirm(superfluous, session);
                apply(gateway, steps, superfluous);
            } else {
                Applied foretold = foretold(gateway, steps, superfluous);
                session.show(foretold);
                foretold.failIfRefused();
            }
        }
    }

    private void check(ManagementClient gateway, List<Step> steps) {
        var request = CheckDeploymentsRequest.newBuilder();
        for (Step step : steps) {
            if (step.present().isEmpty()) {
                request.addCreations(step.request());
            } else if (!step.differences().isEmpty()) {
                request.addUpdates(update(step));
            }
        }
        new GatewayCheck(gateway).check(request.build());
    }

    private Applied foretold(ManagementClient gateway, List<Step> steps, List<ModelDeployment> superfluous) {
        var applied = new Applied(dryRun);
        var server = new ServerDryRun(gateway);
        for (Step step : steps) {
            Applied.Result result = result(step, step.word());
            boolean isAsked = dryRun == DryRun.SERVER && !step.word().equals(Step.UNCHANGED);
            applied.add(isAsked ? result.with(server.answer(step.name(), request(step))) : result);
        }
        for (ModelDeployment model : superfluous) {
            Applied.Result result = Applied.Result.of(model, "pruned");
            applied.add(dryRun == DryRun.SERVER ? result.with(server.answer(result.name(), removal(model))) : result);
        }
        return applied;
    }

    private DryRunDeploymentRequest request(Step step) {
        var request = DryRunDeploymentRequest.newBuilder();
        return (step.present().isEmpty() ? request.setCreation(step.request()) : request.setUpdate(update(step)))
                .build();
    }

    private static DryRunDeploymentRequest removal(ModelDeployment model) {
        return DryRunDeploymentRequest.newBuilder()
                .setRemoval(DeploymentRef.newBuilder()
                        .setDeployment(model.getDeployment().getId()))
                .build();
    }

    /** Also shows what was done when the next thing fails. */
    private void apply(ManagementClient gateway, List<Step> steps, List<ModelDeployment> superfluous) {
        var applied = new Applied(dryRun);
        try {
            steps.forEach(step -> applied.add(write(gateway, step, 1)));
            for (ModelDeployment model : superfluous) {
                var request = DeleteDeploymentRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder()
                                .setDeployment(model.getDeployment().getId()))
                        .setOf(superfluous.size())
                        .setConfirmed(true)
                        .build();
                gateway.call(management -> management.deleteDeployment(request));
                applied.add(result(model, "pruned"));
            }
        } finally {
            if (!applied.isEmpty()) {
                session.show(applied);
            }
        }
    }

    /** If somebody else writes between the reading and the writing, the Gateway refuses and the change is made again. */
    private Applied.Result write(ManagementClient gateway, Step step, int attempt) {
        String word = step.word();
        if (step.present().isEmpty()) {
            ModelDeployment created = gateway.call(management -> management.createDeployment(step.request()));
            return result(created, word);
        }
        if (step.differences().isEmpty() && !(now.isGiven() && step.isWaiting())) {
            return result(step, word);
        }
        try {
            ModelDeployment updated = gateway.call(management -> management.updateDeployment(update(step)));
            // What only had to be handed out is changed for the deployer.
            return result(updated, "configured");
        } catch (DsException e) {
            if (!GatewayFailures.isOf(Status.Code.ABORTED, e) || attempt == ATTEMPTS) {
                throw e;
            }
            return write(gateway, new PresentDeployments(gateway).step(step.resource()), attempt + 1);
        }
    }

    private UpdateDeploymentRequest update(Step step) {
        return UpdateDeploymentRequest.newBuilder()
                .setDeployment(step.successor())
                .setNow(now.isGiven())
                .build();
    }

    private Applied.Result result(Step step, String word) {
        return step.present()
                .map(model -> result(model, word))
                .orElseGet(() -> new Applied.Result(
                        step.name(),
                        step.request().getDeployment().getNamespace(),
                        step.request().getDeployer(),
                        "",
                        word,
                        ""));
    }

    private Applied.Result result(ModelDeployment model, String word) {
        return new Applied.Result(
                model.getDeployment().getName(),
                model.getDeployment().getNamespace(),
                model.getDeployerName(),
                model.getDeployment().getId(),
                word,
                new Waiting(model).text(session.now()));
    }
}
