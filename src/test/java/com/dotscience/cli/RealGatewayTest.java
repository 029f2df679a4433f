package com.dotscience.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ds and the Gateway together. */
@Embedded
class RealGatewayTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private GatewayServer gateway;
    private String token;

    @BeforeEach
    void start(@TempDir Path data) {
        gateway = GatewayServer.start(GatewayOptions.onLoopback(0, data));
        token = gateway.adminToken().orElseThrow();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theQuickstart() {
        assertThat(ds("deployer create minikube").out()).matches("""
                Deployer ID:        %s
                Deployer name:      minikube
                Deployer API token: [A-Z2-7]{52}====
                Deployer identity:  [0-9a-f]{32}
                """.formatted(UUID));
        assertThat(ds("deployer ls").out()).matches("""
                NAME       STATUS    DEPLOYMENTS   VERSION   KUBERNETES   TOKEN     AGE
                minikube   offline   0             -         -            [A-Z2-7]{6}…   .* seconds?
                """);

        assertThat(ds("deployment create --model-name roadsigns1 -d minikube -i quay.io/acme/roadsigns:1"
                                + " -r 2 --host my-tf-model-1.webrelay.io")
                        .out())
                .matches("""
                --name not set, default to model name 'roadsigns1'
                Deployment ID:            %s
                Deployment namespace:     default
                Deployment name:          roadsigns1
                URL:                      https://my-tf-model-1.webrelay.io
                """.formatted(UUID));
        assertThat(ds("deployment ls").out())
                .contains("roadsigns1   default     minikube   Pending   0/2     https://my-tf-model-1.webrelay.io");

        assertThat(ds("deployment update roadsigns1 -i quay.io/acme/roadsigns:2")
                        .code())
                .isZero();
        assertThat(ds("deployment get roadsigns1").out())
                .contains("Image:                    quay.io/acme/roadsigns:2\n")
                .contains("Ready:                    0/2\n")
                .contains("Ingress class:            webrelay\n")
                .contains("Deployer:                 minikube (offline, has never connected)\n")
                .contains("Asked for image quay.io/acme/roadsigns:2\n");

        assertThat(ds("deployment rm roadsigns1").code()).isZero();
        assertThat(ds("deployment ls -o json").out()).isEqualTo("[ ]\n");
        assertThat(ds("deployer rm minikube").out()).isEqualTo("Deployer minikube removed\n");
    }

    @Test
    void everyOptionIsAcceptedAndTakenBack() {
        ds("deployer create minikube");
        assertThat(ds("deployment create --model-name m -d minikube -i i:1 --host h.example.com --ingress-class nginx"
                        + " --port 9000 --namespace models --classes {\"stop\":0} --proxy-image p:1"
                        + " --service-type NodePort --label a=b"))
                .extracting(DsRun.Result::err, DsRun.Result::code)
                .containsExactly("", 0);

        assertThat(ds("deployment update m --host= --classes= --label a- --service-type clusterip"))
                .extracting(DsRun.Result::err, DsRun.Result::code)
                .containsExactly("", 0);

        assertThat(ds("deployment get m").out())
                .contains("Model ports:              9000\n")
                .contains("Service ports:            model-http 8501 to 9000\n")
                .doesNotContain("Ingress class", "Classes", "Labels", "URL");
    }

    @Test
    void equalNamesAreToldApart() {
        ds("deployer create one");
        ds("deployer create two");
        ds("deployment create --model-name m -d one -i i:1");
        ds("deployment create --model-name m -d two -i i:2");

        assertThat(ds("deployment get m").err()).startsWith("ds: 2 model deployments are called 'm'");
        assertThat(ds("deployment get m -d two").out()).contains("Image:                    i:2");
    }

    @Test
    void aDeployerWithModelDeploymentsGoesOnlyByForce() {
        ds("deployer create minikube");
        ds("deployment create --model-name m -d minikube -i i:1");

        assertThat(ds("deployer rm minikube"))
                .extracting(DsRun.Result::err, DsRun.Result::code)
                .containsExactly(
                        "ds: deployer 'minikube' still has model deployments (1): delete them first, or force it, which"
                                + " leaves them running in its cluster (--force)\n",
                        1);
        assertThat(ds("deployer rm minikube --force").code()).isZero();
    }

    @Test
    void whatTheGatewayRefusesNamesTheField() {
        assertThat(ds("deployer create a/b").err()).startsWith("ds: deployer name ");
        ds("deployer create minikube");
        assertThat(ds("deployment create --model-name m -d minikube -i i:1 --host not_a_host")
                        .err())
                .contains("host");
        assertThat(ds("deployment create --model-name m -d nobody -i i:1").err())
                .isEqualTo("ds: there is no deployer 'nobody'\n");
    }

    @Test
    void aWrongTokenIsRefused() {
        token = "wrong";

        assertThat(ds("deployer ls").code()).isEqualTo(1);
        assertThat(ds("deployer ls").err()).contains("refuses the DS_TOKEN");
    }

    private DsRun.Result ds(String line) {
        return new DsRun()
                .with("HOME", "/dev/null")
                .with("DS_GATEWAY", "127.0.0.1:" + gateway.port())
                .with("DS_TOKEN", token)
                .at(Instant.now())
                .ds(line.split(" "));
    }
}
