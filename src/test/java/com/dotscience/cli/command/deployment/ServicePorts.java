package com.dotscience.cli.command.deployment;

import com.dotscience.api.ServicePort;

/** The ports of Services, as {@code ds} asks for them. */
final class ServicePorts {

    private ServicePorts() {}

    static ServicePort port(String name, int port, int target) {
        return ServicePort.newBuilder()
                .setName(name)
                .setProtocol("TCP")
                .setPort(port)
                .setTargetPort(target)
                .build();
    }
}
