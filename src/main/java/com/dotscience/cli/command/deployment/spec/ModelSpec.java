package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentOrBuilder;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.MaintenanceWindow;
import com.dotscience.resource.Defaults;
import java.util.List;
import java.util.Map;

/** Changes a model deployment part by part. Parts that are not changed stay as they were. */
public final class ModelSpec {

    static final int MODEL_PORT = Defaults.MODEL_PORT;
    static final String INGRESS_CLASS = Defaults.INGRESS_CLASS;

    private final Deployment.Builder wanted;
    private final ProxySpec proxy;

    public ModelSpec(Deployment deployment) {
        wanted = deployment.toBuilder();
        proxy = new ProxySpec(wanted);
    }

    /** Returns a model deployment with all defaults. */
    public static Deployment ofDefaults(String namespace, String name, String image) {
        Deployment.Builder wanted = Deployment.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage(image)
                        .setReplicas(1)
                        .addPorts(MODEL_PORT));
        new ServicePorts(wanted).addModelHttp(MODEL_PORT);
        return wanted.build();
    }

    public Deployment build() {
        return wanted.build();
    }

    public void image(String image) {
        wanted.getDeploymentBuilder().setImage(image);
    }

    void replicas(long replicas) {
        wanted.getDeploymentBuilder().setReplicas(replicas);
    }

    void port(int port) {
        DeploymentSpec.Builder deployment = wanted.getDeploymentBuilder();
        if (deployment.getPortsCount() == 0) {
            deployment.addPorts(port);
        } else {
            deployment.setPorts(0, port);
        }
        if (!proxy.exists()) {
            new ServicePorts(wanted).setModelHttpTarget(port);
        }
    }

    void pods(PodOptions asked) {
        asked.applyTo(wanted);
    }

    void serviceType(String type) {
        wanted.getServiceBuilder().setType(type);
    }

    ProxySpec proxy() {
        return proxy;
    }

    void ingress(IngressOptions asked) {
        asked.applyTo(wanted);
    }

    /** Sets labels, and removes those whose value is null. */
    void labels(Map<String, String> changes) {
        changes.forEach((key, value) -> {
            if (value == null) {
                wanted.removeLabels(key);
            } else {
                wanted.putLabels(key, value);
            }
        });
    }

    void windows(List<MaintenanceWindow> windows) {
        wanted.clearMaintenanceWindows().addAllMaintenanceWindows(windows);
    }

    /** Returns the first port of the model, to which the model-proxy sends requests. */
    static int modelPort(DeploymentOrBuilder wanted) {
        return wanted.getDeployment().getPortsCount() == 0
                ? MODEL_PORT
                : wanted.getDeployment().getPorts(0);
    }
}
