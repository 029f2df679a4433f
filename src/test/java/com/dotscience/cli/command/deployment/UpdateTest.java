package com.dotscience.cli.command.deployment;

import static com.dotscience.cli.command.deployment.ServicePorts.port;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.cli.command.deployment.spec.ModelSpec;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** {@code ds deployment update}, at a Gateway with a model deployment that has everything and one that has nothing that can be left out. */
abstract class UpdateTest {

    /** With a proxy and an Ingress, and with parts that ds itself would not have made. */
    static final Deployment RICH = Deployment.newBuilder()
            .setId("id-rich")
            .setNamespace("models")
            .setName("rich")
            .setRevision(7)
            .setDeployment(DeploymentSpec.newBuilder()
                    .setReplicas(2)
                    .setImage("image:1")
                    .addPorts(8500)
                    .addPorts(8000))
            .setService(ServiceSpec.newBuilder()
                    .setType("LoadBalancer")
                    .setLoadBalancerIp("10.1.2.3")
                    .addPorts(port("model-http", 80, 9601))
                    .addPorts(port("proxy-api", 9502, 9602))
                    .addPorts(port("grpc", 8000, 8000)))
            .setIngress(IngressSpec.newBuilder().setClass_("nginx").setHost("rich.example.com"))
            .setMetrics(MetricsSpec.newBuilder()
                    .setClasses("e30=")
                    .setImage("proxy:1")
                    .setModelProxyPort(9601)
                    .setModelProxyApiPort(9602))
            .putLabels("team", "vision")
            .build();

    static final Deployment PLAIN = ModelSpec.ofDefaults("default", "plain", "image:1").toBuilder()
            .setId("id-plain")
            .setRevision(3)
            .build();

    FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(RICH)
                .setUrl("https://rich.example.com")
                .build());
        gateway.deployments.add(
                ModelDeployment.newBuilder().setDeployment(PLAIN).build());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    void assertWritten(Deployment before, Consumer<Deployment.Builder> change, String... options) {
        var args = new String[options.length + 3];
        args[0] = "deployment";
        args[1] = "update";
        args[2] = before.getName();
        System.arraycopy(options, 0, args, 3, options.length);
        var after = before.toBuilder();
        change.accept(after);
        have(before);
        gateway.requests.clear();

        var result = DsRun.against(gateway).ds(args);

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(gateway.requests)
                .containsExactly(
                        get(before.getName(), ""),
                        UpdateDeploymentRequest.newBuilder()
                                .setDeployment(after)
                                .build());
    }

    void have(Deployment deployment) {
        gateway.deployments.removeIf(model -> model.getDeployment().getName().equals(deployment.getName()));
        gateway.deployments.add(
                ModelDeployment.newBuilder().setDeployment(deployment).build());
    }

    static GetDeploymentRequest get(String deployment, String deployer) {
        return GetDeploymentRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment(deployment).setDeployer(deployer))
                .build();
    }
}
