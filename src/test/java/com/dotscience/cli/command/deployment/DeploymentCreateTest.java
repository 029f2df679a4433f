package com.dotscience.cli.command.deployment;

import static com.dotscience.cli.command.deployment.ServicePorts.port;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.Version;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Embedded
class DeploymentCreateTest {

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
            --route-parent a/b/c    | --route-parent: 'a/b/c' is neither [NAMESPACE/]NAME[:LISTENER] nor [NAMESPACE/]NAME-
            --path /a               | --path: there is no Ingress without --host: give both
            --path-type Exact       | --path-type: there is no Ingress without --host: give both
            --ingress-annotation a=b | --ingress-annotation: there is no Ingress without --host: give both
            --host a.b --path-type regex | --path-type: 'regex' is none of Exact, Prefix, ImplementationSpecific
            --tls-secret cert       | --tls-secret: there is no Ingress without --host: give both
            --classes @nowhere.json  | --classes: there is no file nowhere.json
            -r many                  | Invalid value for option '--replicas': 'many' is no whole number
            """)
    void createRefusesBadInputBeforeItAsksTheGateway(String options, String complaint) {
        var result = DsRun.against(gateway).ds(("deployment create --model-name m -d d -i i:1 " + options).split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("ds: " + complaint);
        assertThat(result.out()).isEmpty();
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
}
