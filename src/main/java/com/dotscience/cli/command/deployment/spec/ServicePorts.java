package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;

/** Changes the ports of a model deployment's Service. */
final class ServicePorts {

    private static final int MODEL_HTTP_PORT = 8501;
    private static final String PROXY_API = "proxy-api";

    private final Deployment.Builder wanted;

    ServicePorts(Deployment.Builder wanted) {
        this.wanted = wanted;
    }

    void addModelHttp(int target) {
        add(ClusterContract.PREDICTIONS_PORT, MODEL_HTTP_PORT, target);
    }

    /** Sets the target of the port to which the Ingress sends requests. */
    void setModelHttpTarget(int target) {
        wanted.getServiceBuilder().getPortsBuilderList().stream()
                .filter(port -> port.getName().equals(ClusterContract.PREDICTIONS_PORT))
                .forEach(port -> port.setTargetPort(target));
    }

    void addProxyApi(int port) {
        removeProxyApi();
        add(PROXY_API, port, port);
    }

    void removeProxyApi() {
        ServiceSpec.Builder service = wanted.getServiceBuilder();
        var kept = service.getPortsList().stream()
                .filter(port -> !port.getName().equals(PROXY_API))
                .toList();
        service.clearPorts().addAllPorts(kept);
    }

    private void add(String name, int port, int target) {
        wanted.getServiceBuilder()
                .addPorts(ServicePort.newBuilder()
                        .setName(name)
                        .setProtocol("TCP")
                        .setPort(port)
                        .setTargetPort(target));
    }
}
