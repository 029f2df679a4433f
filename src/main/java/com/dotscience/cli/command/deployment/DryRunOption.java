package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.CheckDeploymentsRequest;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.ManagementClient;
import picocli.CommandLine.Option;

/** The option by which a command that writes one model deployment only says what it would do. */
final class DryRunOption {

    @Option(
            names = "--dry-run",
            paramLabel = "WHERE",
            defaultValue = "none",
            description =
                    "${COMPLETION-CANDIDATES}. client: say whether the Gateway would accept it. server: print what the"
                            + " deployer would do in its cluster, as the API server's own dry run answers. Both change nothing."
                            + " Default: ${DEFAULT-VALUE}.")
    private DryRun where;

    boolean isGiven() {
        return where != DryRun.NONE;
    }

    void showCreation(Session session, ManagementClient gateway, CreateDeploymentRequest creation) {
        if (where == DryRun.CLIENT) {
            new GatewayCheck(gateway)
                    .check(CheckDeploymentsRequest.newBuilder()
                            .addCreations(creation)
                            .build());
        }
        show(
                session,
                gateway,
                new Applied.Result(
                        creation.getDeployment().getName(),
                        creation.getDeployment().getNamespace(),
                        creation.getDeployer(),
                        "",
                        "created",
                        ""),
                DryRunDeploymentRequest.newBuilder().setCreation(creation).build());
    }

    /** @param present what is there now */
    void showUpdate(
            Session session, ManagementClient gateway, ModelDeployment present, UpdateDeploymentRequest update) {
        if (where == DryRun.CLIENT) {
            new GatewayCheck(gateway)
                    .check(CheckDeploymentsRequest.newBuilder()
                            .addUpdates(update)
                            .build());
        }
        boolean changes = !update.getDeployment().equals(present.getDeployment());
        show(
                session,
                gateway,
                Applied.Result.of(present, changes ? "configured" : "unchanged"),
                DryRunDeploymentRequest.newBuilder().setUpdate(update).build());
    }

    private void show(
            Session session, ManagementClient gateway, Applied.Result result, DryRunDeploymentRequest request) {
        var applied = new Applied(where);
        applied.add(
                where == DryRun.SERVER
                        ? result.with(new ServerDryRun(gateway).answer(result.name(), request))
                        : result);
        session.show(applied);
        applied.failIfRefused();
    }
}
