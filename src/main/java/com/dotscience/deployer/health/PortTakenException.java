package com.dotscience.deployer.health;

/** Another program listens on the port for health and metrics. The message says what to do about it. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(int port) {
        super("Port " + port + " for health and metrics is taken: end whoever listens there, or choose another by"
                + " --health-port or HEALTH_PORT (0: any that is free)");
    }
}
