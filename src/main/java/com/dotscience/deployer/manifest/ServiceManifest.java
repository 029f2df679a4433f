package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.ServiceSpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Locale;
import java.util.Map;

/** Builds the Service. Its ports are as they are given, and lead to the model deployment's pods. */
final class ServiceManifest {

    private ServiceManifest() {}

    static Service of(Deployment wanted, ObjectMeta metadata) {
        ServiceSpec spec = wanted.getService();
        String type = ServiceType.of(spec.getType());
        boolean addressed = type.equals(ServiceType.LOAD_BALANCER)
                && !spec.getLoadBalancerIp().isEmpty();
        return new ServiceBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withType(type)
                .withLoadBalancerIP(addressed ? spec.getLoadBalancerIp() : null)
                .withSelector(Map.of(ClusterContract.ID, wanted.getId()))
                .withPorts(
                        spec.getPortsList().stream().map(ServiceManifest::port).toList())
                .endSpec()
                .build();
    }

    private static ServicePort port(com.dotscience.api.ServicePort port) {
        int target = port.getTargetPort() == 0 ? port.getPort() : port.getTargetPort();
        return new ServicePortBuilder()
                .withName(port.getName().isEmpty() ? null : port.getName())
                .withProtocol(
                        port.getProtocol().isEmpty()
                                ? "TCP"
                                : port.getProtocol().toUpperCase(Locale.ROOT))
                .withPort(port.getPort())
                .withTargetPort(new IntOrString(target))
                .build();
    }
}
