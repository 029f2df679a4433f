package com.dotscience.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentCommandsTest {

    private FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void createSaysWhichNameItTookAndPrintsWhatWasMade() {
        var result = DsRun.against(gateway)
                .ds(("deployment create --model-name roadsigns1 -d minikube -i quay.io/acme/roadsigns:1 -r 2"
                                + " --host my-tf-model-1.webrelay.io")
                        .split(" "));

        assertThat(result).isEqualTo(new DsRun.Result(0, """
                --name not set, default to model name 'roadsigns1'
                Deployment ID:            0ddb4984-802b-4a0f-a81e-9479f280b1ea
                Deployment namespace:     default
                Deployment name:          roadsigns1
                URL:                      https://my-tf-model-1.webrelay.io
                """, ""));
    }

    @Test
    void createAsksForDefaultsWhereNothingIsGiven() {
        DsRun.against(gateway).ds("deployment create --model-name m -d minikube -i image:1".split(" "));

        assertThat(gateway.requests)
                .containsExactly(CreateDeploymentRequest.newBuilder()
                        .setDeployer("minikube")
                        .setDeployment(Deployment.newBuilder()
                                .setNamespace("default")
                                .setName("m")
                                .setDeployment(DeploymentSpec.newBuilder()
                                        .setReplicas(1)
                                        .setImage("image:1")
                                        .addPorts(8501))
                                .setService(ServiceSpec.newBuilder().addPorts(port("model-http", 8501, 8501))))
                        .build());
    }

    @Test
    void createAsksForAllThatIsGiven(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("classes.json"), "{\"stop\":0}\n");

        var result = DsRun.against(gateway)
                .in(directory)
                .ds(("deployment create --model-name m --name n -d minikube -i image:1 -r 0 --host h.example.com"
                                + " --namespace models --port 9000 --ingress-class nginx --classes @classes.json"
                                + " --proxy-image proxy:2 --service-type loadbalancer --label a=b --label c=")
                        .split(" "));

        assertThat(result.out()).startsWith("Deployment ID:");
        assertThat(gateway.requests)
                .containsExactly(CreateDeploymentRequest.newBuilder()
                        .setDeployer("minikube")
                        .setDeployment(Deployment.newBuilder()
                                .setNamespace("models")
                                .setName("n")
                                .setDeployment(DeploymentSpec.newBuilder()
                                        .setReplicas(0)
                                        .setImage("image:1")
                                        .addPorts(9000))
                                .setService(ServiceSpec.newBuilder()
                                        .setType("LoadBalancer")
                                        .addPorts(port("model-http", 8501, 9501))
                                        .addPorts(port("proxy-api", 9502, 9502)))
                                .setIngress(IngressSpec.newBuilder()
                                        .setClass_("nginx")
                                        .setHost("h.example.com"))
                                .setMetrics(MetricsSpec.newBuilder()
                                        .setClasses("eyJzdG9wIjowfQ==")
                                        .setImage("proxy:2")
                                        .setRecord(true)
                                        .setModelProxyPort(9501)
                                        .setModelProxyApiPort(9502))
                                .putLabels("a", "b")
                                .putLabels("c", ""))
                        .build());
    }

    @Test
    void createAndGetPrintTheSameJson() {
        var create = "deployment create --model-name m -d minikube -i image:1 --host h.example.com -o json";
        var created = DsRun.against(gateway).ds(create.split(" "));
        var got = DsRun.against(gateway).ds("deployment", "get", "m", "-o", "json");

        assertThat(created).isEqualTo(new DsRun.Result(0, """
                {
                  "id" : "0ddb4984-802b-4a0f-a81e-9479f280b1ea",
                  "name" : "m",
                  "namespace" : "default",
                  "deployer" : "minikube",
                  "deployerId" : "76bb48e5-81ad-4f61-ae59-52a128b5d2e3",
                  "status" : "pending",
                  "stale" : false,
                  "message" : null,
                  "replicas" : 1,
                  "availableReplicas" : 0,
                  "desiredReplicas" : 0,
                  "updatedReplicas" : 0,
                  "readyReplicas" : 0,
                  "servable" : false,
                  "image" : "image:1",
                  "runningImage" : null,
                  "modelPort" : 8501,
                  "servicePorts" : [ {
                    "name" : "model-http",
                    "port" : 8501,
                    "targetPort" : 8501
                  } ],
                  "serviceType" : "ClusterIP",
                  "host" : "h.example.com",
                  "ingressClass" : "webrelay",
                  "url" : "https://h.example.com",
                  "classes" : null,
                  "proxyImage" : null,
                  "labels" : { },
                  "revision" : 1,
                  "reportedRevision" : 0,
                  "createdAt" : "2026-01-02T03:04:05Z",
                  "updatedAt" : "2026-01-02T03:04:05Z",
                  "reportedAt" : null,
                  "deployerSeenAt" : null
                }
                """, ""));
        assertThat(got.out()).isEqualTo(created.out().replace("\n}\n", ",\n  \"events\" : [ ]\n}\n"));
    }

    @Test
    void lsPrintsAnAlignedTable() {
        haveTwoModelDeployments();

        var result = DsRun.against(gateway).ds("deployment", "ls", "-d", "minikube");

        assertThat(result).isEqualTo(new DsRun.Result(0, """
                NAME   NAMESPACE   DEPLOYER   PHASE     READY   URL                     IMAGE              AGE
                cats   default     minikube   Pending   0/1     -                       quay.io/a/cats:7   11 seconds
                dogs   models      minikube   Failed    1/3     https://dogs.acme.com   dogs               11 seconds
                """, ""));
        assertThat(gateway.requests)
                .containsExactly(ListDeploymentsRequest.newBuilder()
                        .setDeployer("minikube")
                        .build());
    }

    @Test
    void lsShowsOneNamespaceOnly() {
        haveTwoModelDeployments();

        var result = DsRun.against(gateway).ds("deployment", "ls", "--namespace", "models");

        assertThat(result.out()).contains("dogs").doesNotContain("cats");
    }

    @Test
    void getPrintsAllThatThereIs() {
        haveTwoModelDeployments();

        assertThat(DsRun.against(gateway).ds("deployment", "get", "dogs")).isEqualTo(new DsRun.Result(0, """
                Deployment ID:            id-dogs
                Deployment namespace:     models
                Deployment name:          dogs
                Deployer:                 minikube
                URL:                      https://dogs.acme.com
                Phase:                    Failed
                Message:                  image not found
                Ready:                    1/3
                Image:                    dogs
                Model ports:              8501
                Service type:             NodePort
                Service ports:            model-http 8501 to 9501, proxy-api 9502 to 9502
                Ingress class:            webrelay
                Classes:                  {"stop":0}
                Proxy image:              proxy:1
                Labels:                   a=b, team=vision
                Age:                      11 seconds
                Report age:               2 seconds
                """, ""));
    }

    @Test
    void getAndRmTellEqualNamesApart() {
        haveTwoModelDeployments();
        var ref = DeploymentRef.newBuilder()
                .setDeployment("dogs")
                .setDeployer("minikube")
                .setNamespace("models")
                .build();

        DsRun.against(gateway).ds("deployment get dogs -d minikube --namespace models".split(" "));
        DsRun.against(gateway).ds("deployment rm dogs --deployer minikube --namespace models".split(" "));

        assertThat(gateway.requests)
                .containsExactly(
                        GetDeploymentRequest.newBuilder().setRef(ref).build(),
                        DeleteDeploymentRequest.newBuilder().setRef(ref).build());
    }

    @Test
    void rmSaysWhichIdItRemoved() {
        haveTwoModelDeployments();

        assertThat(DsRun.against(gateway).ds("deployment", "rm", "dogs").out())
                .isEqualTo("Deployment dogs removed (id-dogs)\n");
        assertThat(DsRun.against(gateway).ds("deployment", "rm", "id-dogs").out())
                .isEqualTo("Deployment id-dogs removed\n");
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "rm", "dogs", "-o", "json")
                        .out())
                .isEqualTo("""
                        {
                          "id" : "id-dogs",
                          "removed" : true
                        }
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port 0                 | --port: 0 is no port: give 1 to 65535
            --port 65536             | --port: 65536 is no port: give 1 to 65535
            -r -1                    | --replicas: -1 is less than 0: give 0 or more
            --service-type Ingress   | --service-type: 'Ingress' is none of ClusterIP, LoadBalancer, NodePort
            --label team             | --label: 'team' is neither KEY=VALUE nor KEY-
            --label =vision          | --label: '=vision' is neither KEY=VALUE nor KEY-
            --proxy-image p:1        | --proxy-image: there is no model-proxy without --classes: give both
            --ingress-class nginx    | --ingress-class: there is no Ingress without --host: give both
            --classes @nowhere.json  | --classes: there is no file nowhere.json
            --classes [1]            | --classes: what is given is no JSON object (it does not start with {)
            --classes {"a":1}{}      | --classes: what is given is no JSON object (something follows the last })
            --classes {"a":1         | --classes: what is given is no JSON object (Unexpected end-of-input
            -r many                  | Invalid value for option '--replicas': 'many' is not a long
            """)
    void createRefusesBadInputBeforeItAsksTheGateway(String options, String complaint) {
        var result = DsRun.against(gateway).ds(("deployment create --model-name m -d d -i i:1 " + options).split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("ds: " + complaint);
        assertThat(result.out()).isEmpty();
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void nothingThatAClusterSaysSteersTheTerminal() {
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder().setId("i").setName("m"))
                .setReport(Report.newBuilder().setMessage("red \u001b[31m and\r\nreversed \u202e"))
                .build());

        assertThat(DsRun.against(gateway).ds("deployment", "get", "m").out())
                .contains("Message:                  red ?[31m and reversed ?\n");
    }

    private void haveTwoModelDeployments() {
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder()
                        .setId("id-cats")
                        .setNamespace("default")
                        .setName("cats")
                        .setDeployment(
                                DeploymentSpec.newBuilder().setReplicas(1).setImage("quay.io/a/cats:7")))
                .setDeployerName("minikube")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .build());
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder()
                        .setId("id-dogs")
                        .setNamespace("models")
                        .setName("dogs")
                        .setDeployment(DeploymentSpec.newBuilder()
                                .setReplicas(3)
                                .setImage("dogs")
                                .addPorts(8501))
                        .setService(ServiceSpec.newBuilder()
                                .setType("NodePort")
                                .addPorts(port("model-http", 8501, 9501))
                                .addPorts(port("proxy-api", 9502, 9502)))
                        .setIngress(
                                IngressSpec.newBuilder().setClass_("webrelay").setHost("dogs.acme.com"))
                        .setMetrics(MetricsSpec.newBuilder()
                                .setClasses("eyJzdG9wIjowfQ==")
                                .setImage("proxy:1"))
                        .putLabels("team", "vision")
                        .putLabels("a", "b"))
                .setDeployerName("minikube")
                .setUrl("https://dogs.acme.com")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .setReport(Report.newBuilder()
                        .setPhase(Phase.PHASE_FAILED)
                        .setStatus("Deployment: configuring Service: ready Ingress: ready")
                        .setMessage("image not found")
                        .setReceivedAt(FakeGateway.CREATED.plusSeconds(9).toEpochMilli())
                        .setAvailableReplicas(1))
                .build());
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
