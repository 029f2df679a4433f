package com.dotscience.system;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Command;
import com.dotscience.testing.JavaProgram;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.ManagementClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A Gateway that can be stopped, brought back, and brought back empty, and the deployers that dial it. */
final class Installation implements AutoCloseable {

    private final Path folder;
    private final Path kubeconfig;
    private final Function<GatewayOptions, GatewayServer> start;
    private final List<DeployerApplication> deployers = new ArrayList<>();
    private GatewayServer gateway;
    private ManagementClient management;
    private String adminToken;
    private int port;

    Installation(Path folder, Kubeconfig cluster) {
        this(folder, cluster, GatewayServer::start);
    }

    /** @param start the Gateway, each time that it starts */
    Installation(Path folder, Kubeconfig cluster, Function<GatewayOptions, GatewayServer> start) {
        this.folder = folder;
        this.start = start;
        this.kubeconfig = cluster.writeTo(folder.resolve("kubeconfig"));
        startGateway();
    }

    /** On a database that is there already, of a Gateway with this admin token. */
    Installation(Path folder, Kubeconfig cluster, String adminToken) {
        this.folder = folder;
        this.start = GatewayServer::start;
        this.kubeconfig = cluster.writeTo(folder.resolve("kubeconfig"));
        this.adminToken = adminToken;
        startGateway();
    }

    ManagementClient gateway() {
        return management;
    }

    int gatewayPort() {
        return port;
    }

    /** The port of the Gateway's health and metrics; another after each start. */
    int gatewayHttpPort() {
        return gateway.httpPort();
    }

    /** On the same port, with the same database. */
    void startGateway() {
        gateway = start.apply(GatewayOptions.onLoopback(port, data()));
        port = gateway.port();
        adminToken = gateway.adminToken().orElse(adminToken);
        management = new ManagementClient(port, adminToken);
    }

    void stopGateway() {
        management.close();
        gateway.close();
    }

    /** On the same port, with a database that knows its deployers and has lost all their model deployments. */
    void startEmptyGateway() {
        try (Connection database = DriverManager.getConnection(GatewayOptions.embeddedDatabase(data()));
                Statement statement = database.createStatement()) {
            statement.execute("DELETE FROM model_deployments");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        startGateway();
    }

    /** Gives a model deployment another id while the Gateway does not run; no Gateway of ours would ask for one that somebody else has. */
    void giveId(Deployment of, String id) {
        try (Connection database = DriverManager.getConnection(GatewayOptions.embeddedDatabase(data()));
                Statement history = database.createStatement();
                PreparedStatement row =
                        database.prepareStatement("UPDATE model_deployments SET id = ?, wanted = ? WHERE id = ?")) {
            history.execute("DELETE FROM generations");
            history.execute("DELETE FROM events");
            row.setString(1, id);
            row.setBytes(2, of.toBuilder().setId(id).build().toByteArray());
            row.setString(3, of.getId());
            row.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Registers a deployer with the Gateway and starts it. */
    DeployerApplication startDeployer(String name, Map<String, String> settings) {
        return start(gateway().createDeployer(name).getToken(), settings);
    }

    /** Starts a deployer with this token. */
    DeployerApplication start(String token, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "deployer.token",
                token,
                "deployer.gateway.address",
                "127.0.0.1:" + port,
                "deployer.gateway.tls",
                "false",
                "deployer.poll.interval",
                "1s",
                "deployer.health.host",
                "127.0.0.1",
                "deployer.health.port",
                "0",
                "deployer.kubeconfig",
                kubeconfig.toString(),
                // Most tests are not about what ends soon after its start,
                "deployer.status.settling",
                "0s",
                // nor about which of several deployers writes.
                "deployer.lease",
                "none"));
        values.putAll(settings);
        DeployerApplication deployer = DeployerApplication.of(Map.of(), values);
        deployer.start();
        deployers.add(deployer);
        return deployer;
    }

    /** The program {@code ds} for its Gateway, as administrator. */
    Command ds(String... words) {
        return new Command(
                JavaProgram.command("com.dotscience.cli.Ds", words),
                Map.of("DS_GATEWAY", "127.0.0.1:" + port, "DS_TOKEN", adminToken));
    }

    /** What the Gateway knows of a model deployment. */
    ModelDeployment known(Deployment deployment) {
        return management.get(deployment.getId());
    }

    private Path data() {
        return data(folder);
    }

    /** Where it has its database, if this is its folder. */
    static Path data(Path folder) {
        return folder.resolve("gateway");
    }

    @Override
    public void close() {
        deployers.forEach(DeployerApplication::close);
        stopGateway();
    }

    /** A model with a Service and an Ingress. */
    static Deployment model(String namespace, String name) {
        return Deployment.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage("example/model:1")
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder()
                                .setName("model-http")
                                .setPort(8501)
                                .setTargetPort(8501)))
                .setIngress(IngressSpec.newBuilder().setClass_("webrelay").setHost(name + ".example.com"))
                .build();
    }
}
