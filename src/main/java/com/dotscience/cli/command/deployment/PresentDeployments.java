package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.connection.ManagementClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The model deployments that the Gateway has, without those that are being removed. Each deployer is asked for once. */
final class PresentDeployments {

    private final ManagementClient gateway;
    private final Map<String, List<ModelDeployment>> known = new HashMap<>();

    PresentDeployments(ManagementClient gateway) {
        this.gateway = gateway;
    }

    /** @throws com.dotscience.cli.output.DsException if there is no such deployer */
    List<ModelDeployment> of(String deployer) {
        return known.computeIfAbsent(deployer, this::list);
    }

    private List<ModelDeployment> list(String deployer) {
        var request = ListDeploymentsRequest.newBuilder().setDeployer(deployer).build();
        return gateway.call(management -> management.listDeployments(request)).getDeploymentsList().stream()
                .filter(model -> model.getReport().getPhase() != Phase.PHASE_REMOVING)
                .toList();
    }

    /** Returns what it takes to give the resource what it asks for. */
    Step step(ResourceInFile resource) {
        CreateDeploymentRequest asked = resource.request(Deployment.getDefaultInstance());
        Optional<ModelDeployment> present = of(asked.getDeployer()).stream()
                .filter(model -> model.getDeployment()
                        .getName()
                        .equals(asked.getDeployment().getName()))
                .filter(model -> model.getDeployment()
                        .getNamespace()
                        .equals(asked.getDeployment().getNamespace()))
                .findFirst();
        return Step.of(resource, present);
    }
}
