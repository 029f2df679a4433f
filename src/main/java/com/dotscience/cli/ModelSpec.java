package com.dotscience.cli;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import java.util.Map;

/** A model deployment that is being changed, part by part; what is not touched stays as it was. */
final class ModelSpec {

    static final int MODEL_PORT = 8501;
    static final String INGRESS_CLASS = "webrelay";
    static final String PROXY_IMAGE = "quay.io/dotmesh/dotscience-model-proxy:latest";

    private static final int SERVICE_PORT = 8501;
    private static final int PROXY_PORT = 9501;
    private static final int PROXY_API_PORT = 9502;
    private static final String MODEL_HTTP = "model-http";
    private static final String PROXY_API = "proxy-api";

    private final Deployment.Builder wanted;

    ModelSpec(Deployment deployment) {
        this.wanted = deployment.toBuilder();
    }

    /** A model deployment with the defaults of everything. */
    static Deployment ofDefaults(String namespace, String name, String image) {
        return Deployment.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage(image)
                        .setReplicas(1)
                        .addPorts(MODEL_PORT))
                .setService(ServiceSpec.newBuilder().addPorts(port(MODEL_HTTP, SERVICE_PORT, MODEL_PORT)))
                .build();
    }

    Deployment build() {
        return wanted.build();
    }

    void image(String image) {
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
        if (!hasProxy()) {
            modelHttpTo(port);
        }
    }

    void serviceType(String type) {
        wanted.getServiceBuilder().setType(type);
    }

    /** Puts the model-proxy before the model, or takes it away if there are no classes. */
    void classes(String base64) {
        if (base64.isEmpty()) {
            wanted.clearMetrics();
            modelHttpTo(modelPort());
            removeServicePort(PROXY_API);
            return;
        }
        boolean isNew = !hasProxy();
        MetricsSpec.Builder proxy = wanted.getMetricsBuilder().setClasses(base64);
        if (isNew) {
            proxy.setImage(PROXY_IMAGE)
                    .setRecord(true)
                    .setModelProxyPort(PROXY_PORT)
                    .setModelProxyApiPort(PROXY_API_PORT);
            modelHttpTo(PROXY_PORT);
            removeServicePort(PROXY_API);
            wanted.getServiceBuilder().addPorts(port(PROXY_API, PROXY_API_PORT, PROXY_API_PORT));
        }
    }

    void proxyImage(String image) {
        if (!hasProxy()) {
            throw DsException.usage("--proxy-image: there is no model-proxy without --classes: give both");
        }
        wanted.getMetricsBuilder().setImage(image);
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

    /** Sets labels, and takes off those whose value is null. */
    void labels(Map<String, String> changes) {
        changes.forEach((key, value) -> {
            if (value == null) {
                wanted.removeLabels(key);
            } else {
                wanted.putLabels(key, value);
            }
        });
    }

    // As the deployer sees it: either alone makes no proxy.
    private boolean hasProxy() {
        return !wanted.getMetrics().getClasses().isEmpty()
                && !wanted.getMetrics().getImage().isEmpty();
    }

    private int modelPort() {
        return wanted.getDeployment().getPortsCount() == 0
                ? MODEL_PORT
                : wanted.getDeployment().getPorts(0);
    }

    private void modelHttpTo(int target) {
        ServiceSpec.Builder service = wanted.getServiceBuilder();
        service.getPortsBuilderList().stream()
                .filter(port -> port.getName().equals(MODEL_HTTP))
                .forEach(port -> port.setTargetPort(target));
    }

    private void removeServicePort(String name) {
        ServiceSpec.Builder service = wanted.getServiceBuilder();
        var kept = service.getPortsList().stream()
                .filter(port -> !port.getName().equals(name))
                .toList();
        service.clearPorts().addAllPorts(kept);
    }

    private static ServicePort port(String name, int port, int target) {
        return ServicePort.newBuilder()
                .setName(name)
                .setProtocol("TCP")
                .setPort(port)
                .setTargetPort(target)
                .build();
    }
}
