package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.ContinueFleetUpdateRequest;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.StartFleetUpdateRequest;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Starts a fleet update, or goes on with one. */
final class FleetStart {

    private static final int ATTEMPTS = 5;

    private final Session session;
    private final ManagementClient gateway;
    private final DeploymentRef ref;
    private final FleetOptions options;

    /** @param ref the name, and perhaps the namespace, of the model deployments */
    FleetStart(Session session, ManagementClient gateway, DeploymentRef ref, FleetOptions options) {
        this.session = session;
        this.gateway = gateway;
        this.ref = ref;
        this.options = options;
    }

    /** Goes on with the latest fleet update of this name. */
    FleetUpdate goOn() {
        var request = ContinueFleetUpdateRequest.newBuilder()
                .setUpdate(ref.getDeployment())
                .build();
        return gateway.callIfSupported(management -> management.continueFleetUpdate(request));
    }

    /**
     * Starts one.
     *
     * @param change makes of each model deployment what is wanted
     */
    FleetUpdate start(UnaryOperator<Deployment> change) {
        for (int attempt = 1; ; attempt++) {
            var request = StartFleetUpdateRequest.newBuilder()
                    .setSelector(options.selector())
                    .setMaxParallel(options.maxParallel());
            for (ModelDeployment model : members(attempt == 1)) {
                request.addDeployments(changed(model, change));
            }
            try {
                return gateway.callIfSupported(management -> management.startFleetUpdate(request.build()));
            } catch (DsException e) {
                // If somebody else writes between the reading and the writing, the Gateway refuses.
                if (!GatewayFailures.isOf(Status.Code.ABORTED, e) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Deployment changed(ModelDeployment model, UnaryOperator<Deployment> change) {
        try {
            return change.apply(model.getDeployment());
        } catch (DsException e) {
            throw new DsException(e.code(), "deployer " + model.getDeployerName() + ": " + e.getMessage(), e);
        }
    }

    private List<ModelDeployment> members(boolean warns) {
        var labels = options.labels();
        List<Deployer> deployers = gateway
                .call(management -> management.listDeployers(ListDeployersRequest.getDefaultInstance()))
                .getDeployersList()
                .stream()
                .filter(deployer -> labels.selects(deployer.getLabelsMap()))
                .toList();
        if (deployers.isEmpty()) {
            throw failed("no deployer has the labels " + options.selector()
                    + ": ds deployer ls -o wide shows which have any");
        }
        List<ModelDeployment> all = gateway
                .call(management -> management.listDeployments(ListDeploymentsRequest.getDefaultInstance()))
                .getDeploymentsList()
                .stream()
                .filter(this::isNamed)
                .toList();
        List<ModelDeployment> members = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Deployer deployer : deployers) {
            List<ModelDeployment> here = all.stream()
                    .filter(model -> model.getDeployerId().equals(deployer.getId()))
                    .toList();
            if (here.size() > 1) {
                throw failed("deployer " + deployer.getName() + " has several model deployments called "
                        + ref.getDeployment() + ": give --namespace");
            }
            if (here.isEmpty()) {
                without.add(deployer.getName());
            }
            members.addAll(here);
        }
        if (members.isEmpty()) {
            throw failed("no deployer with the labels " + options.selector() + " has a model deployment "
                    + ref.getDeployment());
        }
        if (warns && !without.isEmpty()) {
            session.warn("without a model deployment " + ref.getDeployment() + ", and left out: "
                    + String.join(", ", without));
        }
        return members;
    }

    private boolean isNamed(ModelDeployment model) {
        return model.getDeployment().getName().equals(ref.getDeployment())
                && (ref.getNamespace().isEmpty()
                        || ref.getNamespace().equals(model.getDeployment().getNamespace()))
                && model.getReport().getPhase() != Phase.PHASE_REMOVING;
    }

    private static DsException failed(String why) {
        return new DsException(ExitCode.FAILED, why);
    }
}
