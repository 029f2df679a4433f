package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentOrBuilder;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.cli.output.DsException;
import java.util.Map;

/** Changes a model deployment part by part. Parts that are not changed stay as they were. */
public final class ModelSpec {

    static final int MODEL_PORT = 8501;
    static final String INGRESS_CLASS = "webrelay";

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

    void host(String host) {
        if (host.isEmpty()) {
            wanted.clearIngress();
            return;
        }
        IngressSpec.Builder ingress = wanted.getIngressBuilder().setHost(host);
        if (ingress.getClass_().isEmpty()) {
            ingress.setClass_(INGRESS_CLASS);
        }
    }

    void ingressClass(String ingressClass) {
        if (wanted.getIngress().getHost().isEmpty()) {
            throw DsException.usage("--ingress-class: there is no Ingress without --host: give both");
        }
        wanted.getIngressBuilder().setClass_(ingressClass);
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

    /** Returns the first port of the model, to which the model-proxy sends requests. */
    static int modelPort(DeploymentOrBuilder wanted) {
        return wanted.getDeployment().getPortsCount() == 0
                ? MODEL_PORT
                : wanted.getDeployment().getPorts(0);
    }
}
