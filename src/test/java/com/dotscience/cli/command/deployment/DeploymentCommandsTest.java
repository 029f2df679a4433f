package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.Version;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Embedded
class DeploymentCommandsTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

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
                  "remark" : null,
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
                  "env" : [ ],
                  "command" : [ ],
                  "args" : [ ],
                  "resources" : {
                    "limits" : { },
                    "requests" : { }
                  },
                  "sharedMemory" : null,
                  "imagePullPolicy" : null,
                  "imagePullSecrets" : [ ],
                  "nodeSelector" : { },
                  "serviceType" : "ClusterIP",
                  "host" : "h.example.com",
                  "ingressClass" : "webrelay",
                  "url" : "https://h.example.com",
                  "classes" : null,
                  "proxyImage" : null,
                  "proxyMemoryMib" : null,
                  "servedName" : null,
                  "modelMetricsPath" : null,
                  "modelMetricsPort" : null,
                  "recordUrl" : null,
                  "recordPercent" : null,
                  "recordMaxBytes" : null,
                  "serviceAccountToken" : false,
                  "privilegeEscalation" : false,
                  "unconfined" : false,
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
    void rmOfSeveralAsksForTheNumberAndTellsTheGatewayThatItWasConfirmed() {
        haveTwoModelDeployments();
        int known = gateway.requests.size();

        var no = DsRun.against(gateway).answering("n").ds("deployment", "rm", "cats", "dogs", "id-dogs");

        assertThat(no)
                .isEqualTo(new DsRun.Result(
                        1, "", "Do you want to remove 2 model deployments: cats, dogs? [y/N]\nds: nothing was done\n"));
        assertThat(removals(known)).isEmpty();

        var yes = DsRun.against(gateway).answering("y").ds("deployment", "rm", "cats", "dogs", "id-dogs");

        assertThat(yes.code()).isZero();
        assertThat(yes.out()).isEqualTo("Deployment cats removed (id-cats)\nDeployment dogs removed (id-dogs)\n");
        assertThat(removals(known)).containsExactly(confirmed("id-cats", 2), confirmed("id-dogs", 2));
    }

    @Test
    void rmOfSeveralNeedsYesWhereNobodyCanBeAsked() {
        haveTwoModelDeployments();
        int known = gateway.requests.size();

        assertThat(DsRun.against(gateway).reading("y\n").ds("deployment", "rm", "cats", "dogs"))
                .isEqualTo(new DsRun.Result(
                        2,
                        "",
                        "ds: removing several at once has to be confirmed, and nobody is there to be asked: --yes\n"));
        assertThat(gateway.requests).hasSize(known);
        assertThat(removals(known)).isEmpty();

        assertThat(DsRun.against(gateway)
                        .ds("deployment", "rm", "cats", "dogs", "--yes", "-o", "json")
                        .out())
                .isEqualTo("""
                        [ {
                          "id" : "id-cats",
                          "removed" : true
                        }, {
                          "id" : "id-dogs",
                          "removed" : true
                        } ]
                        """);
        assertThat(removals(known)).hasSize(2);
    }

    /** It would be bad luck to have removed some when the last name turns out to be a mistake. */
    @Test
    void rmOfSeveralRemovesNoneIfOneIsUnknown() {
        haveTwoModelDeployments();
        int known = gateway.requests.size();

        assertThat(DsRun.against(gateway)
                        .ds("deployment", "rm", "dogs", "nobody", "--yes")
                        .code())
                .isEqualTo(1);
        assertThat(removals(known)).isEmpty();
    }

    private List<DeleteDeploymentRequest> removals(int known) {
        return gateway.requests.stream()
                .skip(known)
                .filter(DeleteDeploymentRequest.class::isInstance)
                .map(DeleteDeploymentRequest.class::cast)
                .toList();
    }

    private static DeleteDeploymentRequest confirmed(String id, int of) {
        return DeleteDeploymentRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment(id))
                .setOf(of)
                .setConfirmed(true)
                .build();
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
            --proxy-image p:1        | --proxy-image: there is no model-proxy without --classes or --record: give one of them too
            --served-name n          | --served-name: there is no model-proxy without --classes or --record: give one of them too
            --model-metrics-path /m  | --model-metrics-path: there is no model-proxy without --classes or --record: give one
            --model-metrics-port 1   | --model-metrics-port: there is no model-proxy without --classes or --record: give one
            --record-percent 5       | --record-percent: nothing is recorded without --record: give both
            --record-max-bytes 5     | --record-max-bytes: nothing is recorded without --record: give both
            --record http://s --record-percent 101 | --record-percent: 101 is not within the limits: give 1 to 100
            --record http://s --record-percent 0   | --record-percent: 0 is not within the limits: give 1 to 100
            --record http://s --record-max-bytes 0 | --record-max-bytes: 0 is not within the limits: give 1 to 1048576
            --record http://s --model-metrics-port 0 | --model-metrics-port: 0 is no port: give 1 to 65535
            --ingress-class nginx    | --ingress-class: there is no Ingress without --host: give both
            --classes @nowhere.json  | --classes: there is no file nowhere.json
            -r many                  | Invalid value for option '--replicas': 'many' is not a long
            """)
    void createRefusesBadInputBeforeItAsksTheGateway(String options, String complaint) {
        var result = DsRun.against(gateway).ds(("deployment create --model-name m -d d -i i:1 " + options).split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("ds: " + complaint);
        assertThat(result.out()).isEmpty();
        assertThat(gateway.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"0\":\"cat\",\"1\":\"dog\"}",
                "{\"cat\":0,\"dog\":7}",
                "[\"cat\",\"dog\"]",
                "[\"crane\",\"crane\"]",
                "{\"1\":0}"
            })
    void classesAreTakenInThreeForms(String classes) {
        var result = DsRun.against(gateway)
                .ds("deployment", "create", "--model-name", "m", "-d", "d", "-i", "i:1", "--classes", classes);

        assertThat(result.err()).isEmpty();
        assertThat(gateway.requests)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(CreateDeploymentRequest.class))
                .extracting(request -> request.getDeployment().getMetrics().getClasses())
                .isEqualTo(Base64.getEncoder().encodeToString(classes.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            stop,go               | Unrecognized token 'stop'
            "cat"                 | it starts with neither { nor [
            {"a":1}{}             | something follows its end
            {"a":1                | Unexpected end-of-input
            {}                    | it is empty
            []                    | it is empty
            [1]                   | the name of a class is no text: 1
            ["cat", ["dog"]]      | the name of a class is no text: [
            [null]                | the name of a class is no text: null
            [" "]                 | the name of a class is empty
            {"cat": "dog"}        | 'cat' is no index, which is a whole number from 0
            {"0": 1, "1": "dog"}  | it has names by index and indexes by name, mixed
            {"cat": -1}           | '-1' is no index, which is a whole number from 0
            {"cat": 0.5}          | 'cat' is no index, which is a whole number from 0
            {"01": "cat"}         | '01' is no index, which is a whole number from 0
            {"cat": 0, "dog": 0}  | two classes have the index 0
            {"cat": 0, "cat": 1}  | 'cat' is there twice
            {"0": {"name": "cat"}} | the name of a class is no text: {
            """)
    void otherClassesAreRefusedInWords(String classes, String why) {
        var result = DsRun.against(gateway)
                .ds("deployment", "create", "--model-name", "m", "-d", "d", "-i", "i:1", "--classes", classes);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("ds: --classes: what is given names no classes (" + why)
                .endsWith("): give {\"0\": \"cat\", \"1\": \"dog\"}, {\"cat\": 0, \"dog\": 1} or [\"cat\", \"dog\"]\n")
                .hasLineCount(1);
        assertThat(gateway.requests).isEmpty();
    }

    /** The Gateway that CloudEvents go to needs a proxy, and no classes. */
    @Test
    void recordPutsAProxyBeforeTheModelAlsoWithoutClasses() {
        DsRun.against(gateway)
                .ds(("deployment create --model-name m -d d -i i:1 --record http://sink --record-percent 5"
                                + " --record-max-bytes 4096 --served-name signs --model-metrics-path /metrics"
                                + " --model-metrics-port 8002")
                        .split(" "));

        assertThat(gateway.requests)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.type(CreateDeploymentRequest.class))
                .satisfies(request -> {
                    assertThat(request.getDeployment().getMetrics())
                            .isEqualTo(MetricsSpec.newBuilder()
                                    .setImage("quay.io/dotmesh/dotscience-model-proxy:" + Version.current())
                                    .setRecord(true)
                                    .setModelProxyPort(9501)
                                    .setModelProxyApiPort(9502)
                                    .setRecordUrl("http://sink")
                                    .setRecordPercent(5)
                                    .setRecordMaxBytes(4096)
                                    .setServedName("signs")
                                    .setModelMetricsPath("/metrics")
                                    .setModelMetricsPort(8002)
                                    .build());
                    assertThat(request.getDeployment().getService().getPortsList())
                            .containsExactly(port("model-http", 8501, 9501), port("proxy-api", 9502, 9502));
                });
    }

    @Test
    void getAndJsonShowHowTheModelProxyIs() {
        DsRun.against(gateway)
                .ds(("deployment create --model-name m -d d -i i:1 --record http://sink --record-percent 5"
                                + " --record-max-bytes 4096 --served-name signs --model-metrics-path /metrics"
                                + " --model-metrics-port 8002 --proxy-image p:1 --proxy-memory 256 --unconfined")
                        .split(" "));

        assertThat(DsRun.against(gateway).ds("deployment", "get", "m").out()).contains("""
                Proxy image:              p:1
                Proxy memory:             256 MiB
                Served name:              signs
                Model metrics:            port 8002, /metrics
                Recorded:                 5 of 100 requests, up to 4096 bytes, to http://sink
                Privileges:               unconfined
                """);
        assertThat(DsRun.against(gateway)
                        .ds("deployment", "get", "m", "-o", "json")
                        .out())
                .contains("""
                          "proxyImage" : "p:1",
                          "proxyMemoryMib" : 256,
                          "servedName" : "signs",
                          "modelMetricsPath" : "/metrics",
                          "modelMetricsPort" : 8002,
                          "recordUrl" : "http://sink",
                          "recordPercent" : 5,
                          "recordMaxBytes" : 4096,
                        """);
    }

    @Test
    void whatTheGatewayRemarksIsShown() {
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder().setId("i").setName("m"))
                .setRemark("deployer 'd' has version 0.1.0, which does not know served name")
                .build());

        assertThat(DsRun.against(gateway).ds("deployment", "get", "m").out())
                .contains(
                        "Remark:                   deployer 'd' has version 0.1.0, which does not know served name\n");
        assertThat(DsRun.against(gateway).ds("deployment", "ls", "-o", "json").out())
                .contains("\"remark\" : \"deployer 'd' has version 0.1.0, which does not know served name\"");
    }

    @Test
    void aProxyImageThatIsGoneIsNamedWithTheRemedy() {
        String gone = "quay.io/dotmesh/dotscience-model-proxy:latest";
        haveTwoModelDeployments();
        have("signs", gone);
        have("tumours", gone);
        String image = "--proxy-image quay.io/dotmesh/dotscience-model-proxy:" + Version.current() + "\n";

        assertThat(DsRun.against(gateway).ds("deployment", "get", "signs").out())
                .contains(
                        "Remark:                   nobody can pull the proxy image any more: ds deployment update signs "
                                + image);
        assertThat(DsRun.against(gateway).ds("deployment", "get", "dogs").out()).doesNotContain("Remark");
        assertThat(DsRun.against(gateway).ds("deployment", "ls").err())
                .isEqualTo(
                        "ds: warning: nobody can pull the proxy image of signs, tumours any more: ds deployment update"
                                + " NAME " + image);
    }

    private void have(String name, String proxyImage) {
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder()
                        .setId("id-" + name)
                        .setName(name)
                        .setMetrics(MetricsSpec.newBuilder().setClasses("e30=").setImage(proxyImage)))
                .build());
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
