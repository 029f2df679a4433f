package com.dotscience.cli;

import com.dotscience.api.Deployment;
import com.dotscience.api.ServicePort;
import com.dotscience.api.management.ModelDeployment;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that there is to say of one model deployment. */
record DeploymentDetails(ModelDeployment model, Instant now) implements View {

    @Override
    public void text(Terminal terminal) {
        lines().forEach(terminal::line);
    }

    private List<String> lines() {
        Deployment wanted = model.getDeployment();
        return DeploymentSummary.identity(model)
                .add("Deployer", model.getDeployerName())
                .addIfAny("URL", model.getUrl())
                .add("Status", DeploymentStatus.of(model))
                .addIfAny("Message", model.getReport().getMessage())
                .addIfAny("Reported", model.getReport().getStatus())
                .add("Ready", DeploymentStatus.ready(model))
                .add("Image", wanted.getDeployment().getImage())
                .addIfAny("Model ports", joined(wanted.getDeployment().getPortsList()))
                .add("Service type", DeploymentJson.serviceType(wanted))
                .addIfAny("Service ports", servicePorts(wanted))
                .addIfAny("Ingress class", wanted.getIngress().getClass_())
                .addIfAny("Classes", DeploymentJson.classes(wanted))
                .addIfAny("Proxy image", wanted.getMetrics().getImage())
                .addIfAny("Labels", joined(new TreeMap<>(wanted.getLabelsMap()).entrySet()))
                .add("Age", Age.of(model.getCreatedAt(), now))
                .lines();
    }

    private static String servicePorts(Deployment wanted) {
        return joined(wanted.getService().getPortsList().stream()
                .map(DeploymentDetails::servicePort)
                .toList());
    }

    private static String servicePort(ServicePort port) {
        return port.getName() + " " + port.getPort() + " to " + port.getTargetPort();
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Object json() {
        return DeploymentJson.of(model);
    }
}
