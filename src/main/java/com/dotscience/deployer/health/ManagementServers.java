package com.dotscience.deployer.health;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;

/** Makes the management server of a deployer, for Camel Main to start, and knows where it listens. */
public final class ManagementServers extends DefaultMainHttpServerFactory {

    private final Access access;
    private final WrongPasswords wrong;
    private volatile ManagementServer server;

    /** @param registry where wrong passwords are counted */
    public ManagementServers(Access access, MeterRegistry registry) {
        this.access = access;
        this.wrong = new WrongPasswords(registry);
    }

    /**
     * Finds out before anything is started whether the server can listen: its own attempt ends in a stack trace.
     *
     * @throws PortTakenException if it cannot
     */
    public static void mustBeFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new PortTakenException(port);
        }
    }

    /** The port it listens on, once it is started. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public Service newHttpManagementServer(
            CamelContext camelContext, HttpManagementServerConfigurationProperties configuration) {
        server = new ManagementServer(access, wrong);
        server.setCamelContext(camelContext);
        server.setHost(configuration.getHost());
        server.setPort(configuration.getPort());
        server.setPath(configuration.getPath());
        server.setMetricsEnabled(configuration.isMetricsEnabled());
        return server;
    }
}
