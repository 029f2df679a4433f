package com.dotscience.cli.command.deployment;

import static com.dotscience.cli.command.deployment.ServicePorts.port;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.FakeGateway;

/** Two model deployments at a Gateway: {@code default/cats}, of which nothing is reported, and {@code models/dogs}, which has everything. */
final class CatsAndDogs {

    private CatsAndDogs() {}

    static void addTo(FakeGateway gateway) {
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder()
                        .setId("id-cats")
                        .setNamespace("default")
                        .setName("cats")
                        .setDeployment(
                                DeploymentSpec.newBuilder().setReplicas(1).setImage("quay.io/a/cats:7")))
                .setDeployerName("minikube")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .build());
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder()
                        .setId("id-dogs")
                        .setNamespace("models")
                        .setName("dogs")
                        .setDeployment(DeploymentSpec.newBuilder()
                                .setReplicas(3)
                                .setImage("dogs")
                                .addPorts(8501))
                        .setService(ServiceSpec.newBuilder()
                                .setType("NodePort")
                                .addPorts(port("model-http", 8501, 9501))
                                .addPorts(port("proxy-api", 9502, 9502)))
                        .setIngress(
                                IngressSpec.newBuilder().setClass_("webrelay").setHost("dogs.acme.com"))
                        .setMetrics(MetricsSpec.newBuilder()
                                .setClasses("eyJzdG9wIjowfQ==")
                                .setImage("proxy:1"))
                        .putLabels("team", "vision")
                        .putLabels("a", "b"))
                .setDeployerName("minikube")
                .setUrl("https://dogs.acme.com")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .setReport(Report.newBuilder()
                        .setPhase(Phase.PHASE_FAILED)
                        .setStatus("Deployment: configuring Service: ready Ingress: ready")
                        .setMessage("image not found")
                        .setReceivedAt(FakeGateway.CREATED.plusSeconds(9).toEpochMilli())
                        .setAvailableReplicas(1))
                .build());
    }
}
