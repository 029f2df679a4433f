package com.dotscience.deployer.manifest;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.dotscience.api.Deployment;
import com.dotscience.api.ServicePort;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One model deployment as its objects, to the letter. */
@Pure
class ManifestTest {

    private static final String IDENTITY = "3d87cc1b4fcd392b579b2f236f9465d3";

    private static final String METADATA = """
            "metadata": {
              "name": "ds-roadsigns1-0ddb4984",
              "namespace": "models",
              "labels": {"owner": "ds-deployer", "team": "vision"},
              "annotations": {
                "deployer.dotscience.com/identifier": "3d87cc1b4fcd392b579b2f236f9465d3",
                "deployment": "0ddb4984-802b-4a0f-a81e-9479f280b1ea",
                "name": "roadsigns1"}}
            """;

    private final Deployment.Builder wanted = roadsigns();

    @Test
    void theDeploymentHasTheModelAndTheProxyBesideIt() {
        assertThatJson(manifest().deployment(), """
                {"apiVersion": "apps/v1", "kind": "Deployment", $METADATA,
                 "spec": {
                   "replicas": 2,
                   "selector": {"matchLabels": {"deployment": "0ddb4984-802b-4a0f-a81e-9479f280b1ea"}},
                   "template": {
                     "metadata": {
                       "labels": {"deployment": "0ddb4984-802b-4a0f-a81e-9479f280b1ea"},
                       "annotations": {
                         "prometheus.io/scrape": "true",
                         "prometheus.io/path": "/api/metrics",
                         "prometheus.io/port": "9602"}},
                     "spec": {"terminationGracePeriodSeconds": 30, "automountServiceAccountToken": false,
                      "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}, "containers": [
                       {"name": "model", "image": "model:1", "ports": [{"containerPort": 8501, "protocol": "TCP"}],
                        "securityContext": {"allowPrivilegeEscalation": false},
                        "lifecycle": {"preStop": {"httpGet": {"path": "/drained", "port": 9602}}}},
                       {"name": "proxy", "image": "proxy:1",
                        "env": [
                          {"name": "TF_SERVING_ADDR", "value": "http://127.0.0.1:8501"},
                          {"name": "TF_SERVING_PROXY_PORT", "value": "9601"},
                          {"name": "TF_CLASSES", "value": "{\\"stop\\":0}"},
                          {"name": "DEPLOYMENT_ID", "value": "0ddb4984-802b-4a0f-a81e-9479f280b1ea"},
                          {"name": "TF_SERVING_PROXY_API_PORT", "value": "9602"},
                          {"name": "MODEL_NAME", "value": "model"},
                          {"name": "TERMINATION_GRACE_PERIOD_SECONDS", "value": "30"}],
                        "ports": [
                          {"containerPort": 9601, "protocol": "TCP"},
                          {"containerPort": 9602, "protocol": "TCP"}],
                        "readinessProbe": {"httpGet": {"path": "/health", "port": 9602}},
                        "securityContext": {"allowPrivilegeEscalation": false}}]}}}}
                """);
    }

    @Test
    void whatAModelNeedsItGetsWhereItIsAskedFor() {
        wanted.getDeploymentBuilder()
                .setServiceAccountToken(true)
                .setPrivilegeEscalation(true)
                .setUnconfined(true);
        var pod = manifest().deployment().getSpec().getTemplate().getSpec();
        assertThat(pod.getAutomountServiceAccountToken()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("Unconfined");
        assertThat(pod.getContainers())
                .extracting(
                        each -> each.getName() + " " + each.getSecurityContext().getAllowPrivilegeEscalation())
                .containsExactly("model true", "proxy false");
    }

    @Test
    void theServiceHasThePortsAsTheyAreGiven() {
        assertThatJson(manifest().service().orElseThrow(), """
                {"apiVersion": "v1", "kind": "Service", $METADATA,
                 "spec": {
                   "type": "LoadBalancer",
                   "loadBalancerIP": "10.1.2.3",
                   "selector": {"deployment": "0ddb4984-802b-4a0f-a81e-9479f280b1ea"},
                   "ports": [
                     {"name": "proxy-api", "port": 9502, "protocol": "UDP", "targetPort": 9602},
                     {"name": "model-http", "port": 8501, "protocol": "TCP", "targetPort": 8501}]}}
                """);
    }

    @Test
    void theIngressLeadsTheHostToThePortThatIsNamedForTheModel() {
        assertThatJson(manifest().ingress().orElseThrow(), """
                {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", $METADATA,
                 "spec": {
                   "ingressClassName": "webhookrelay",
                   "rules": [{
                     "host": "my-tf-model-1.webrelay.io",
                     "http": {"paths": [{
                       "path": "/",
                       "pathType": "ImplementationSpecific",
                       "backend": {"service": {"name": "ds-roadsigns1-0ddb4984", "port": {"number": 8501}}}}]}}]}}
                """);
    }

    @Nested
    class Proxy {

        @ParameterizedTest
        @CsvSource({
            "dotscience-model-proxy, 0, 96Mi",
            "quay.io/dotmesh/dotscience-model-proxy:0.1.0, 0, 96Mi",
            "registry:5000/mirror/dotscience-model-proxy@sha256:1, 0, 96Mi",
            "quay.io/dotmesh/dotscience-model-proxy:0.1.0, 128, 128Mi",
            "theirs/proxy:1, 2048, 2Gi",
            "theirs/proxy:1, 0, ",
            "theirs/dotscience-model-proxy-too:1, 0, "
        })
        void oneOfOursHas96MiOfMemoryAndAnyOtherWhatIsAskedFor(String image, int asked, String memory) {
            wanted.getMetricsBuilder().setImage(image).setMemoryMib(asked);
            var resources = containerNamed("proxy").getResources();
            if (memory == null) {
                assertThat(resources).isNull();
            } else {
                Map<String, Quantity> exactly = Map.of("memory", new Quantity(memory));
                assertThat(resources.getRequests()).isEqualTo(exactly);
                assertThat(resources.getLimits()).isEqualTo(exactly);
                assertThat(resources.getLimits().get("memory").toString()).isEqualTo(memory);
            }
        }

        @Test
        void itsPortsAre9501And9502UnlessMetricsSayOtherwise() {
            wanted.getMetricsBuilder().clearModelProxyPort().clearModelProxyApiPort();

            Container proxy = containerNamed("proxy");

            assertThat(proxy.getPorts()).extracting("containerPort").containsExactly(9501, 9502);
            assertThat(proxy.getReadinessProbe().getHttpGet().getPort().getIntVal())
                    .isEqualTo(9502);
        }

        @Test
        void itNeedsAnImage() {
            wanted.getMetricsBuilder().clearImage();
            assertThatThereIsNone();
        }

        /** As with the Go program, {@code record} alone changes nothing. */
        @Test
        void itNeedsClassesOrASinkToRecordTo() {
            wanted.getMetricsBuilder().clearClasses().setRecord(true);
            assertThatThereIsNone();
        }

        @Test
        void itIsThereToRecordAlsoWithoutClasses() {
            wanted.getMetricsBuilder()
                    .clearClasses()
                    .setRecordUrl("https://sink.example.com/x")
                    .setRecordPercent(5)
                    .setRecordMaxBytes(4096);

            assertThat(environment())
                    .doesNotContainKey("TF_CLASSES")
                    .containsEntry("RECORD_URL", "https://sink.example.com/x")
                    .containsEntry("RECORD_PERCENT", "5")
                    .containsEntry("RECORD_MAX_BYTES", "4096")
                    .hasSize(9);
        }

        @Test
        void howMuchIsRecordedIsSaidOnlyWhereItIsRecorded() {
            wanted.getMetricsBuilder().setRecordPercent(5).setRecordMaxBytes(4096);

            assertThat(environment()).doesNotContainKeys("RECORD_URL", "RECORD_PERCENT", "RECORD_MAX_BYTES");
        }

        @Test
        void itIsToldTheModelsNameAndWhereItsMetricsAre() {
            wanted.getMetricsBuilder()
                    .setServedName("signs")
                    .setModelMetricsPath("/metrics")
                    .setModelMetricsPort(8002);

            assertThat(environment())
                    .containsEntry("MODEL_NAME", "signs")
                    .containsEntry("MODEL_METRICS_PATH", "/metrics")
                    .containsEntry("MODEL_METRICS_PORT", "8002")
                    .hasSize(9);
        }

        @Test
        void itNeedsAPortOfTheModel() {
            wanted.getDeploymentBuilder().clearPorts();
            assertThatThereIsNone();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "eyJzdG9wIjowfQ== | {\"stop\":0}",
                    "eyJzdG9wIjowfQ   | eyJzdG9wIjowfQ", // not padded
                    "{\"stop\":0}     | {\"stop\":0}",
                    "eyJz-_9w         | eyJz-_9w", // the alphabet of URLs
                    "stop             | stop", // base64 of bytes that are no text
                    "YR==             | YR==", // bits where an encoder writes none
                    "w6k=             | é",
                })
        void classesAreDecodedOnlyFromStrictPaddedBase64(String classes, String decoded) {
            wanted.getMetricsBuilder().setClasses(classes);

            assertThat(containerNamed("proxy").getEnv())
                    .filteredOn(variable -> variable.getName().equals("TF_CLASSES"))
                    .extracting("value")
                    .containsExactly(decoded);
        }

        private Map<String, String> environment() {
            return containerNamed("proxy").getEnv().stream().collect(toMap(EnvVar::getName, EnvVar::getValue));
        }

        private void assertThatThereIsNone() {
            var template = manifest().deployment().getSpec().getTemplate();
            assertThat(template.getSpec().getTerminationGracePeriodSeconds()).isNull();
            assertThat(containerNamed("model").getLifecycle()).isNull();
            assertThat(template.getSpec().getContainers()).extracting("name").containsExactly("model");
            assertThat(template.getMetadata().getAnnotations()).isNullOrEmpty();
        }
    }

    @Nested
    class OneService {

        @ParameterizedTest
        @CsvSource({
            "'', ClusterIP",
            "clusterip, ClusterIP",
            "LOADBALANCER, LoadBalancer",
            "nodePort, NodePort",
            "Headless, Headless",
        })
        void itsTypeIsAskedForInAnyCaseAndAnUnknownOneIsTheServersToRefuse(String asked, String type) {
            wanted.getServiceBuilder().setType(asked);
            assertThat(service().getSpec().getType()).isEqualTo(type);
        }

        @Test
        void anAddressIsForALoadBalancer() {
            wanted.getServiceBuilder().setType("NodePort");
            assertThat(service().getSpec().getLoadBalancerIP()).isNull();
        }

        @Test
        void aPortWithoutANameHasNone() {
            wanted.getServiceBuilder()
                    .clearPorts()
                    .addPorts(ServicePort.newBuilder().setPort(80));
            assertThat(service().getSpec().getPorts().get(0).getName()).isNull();
        }

        @Test
        void withoutPortsThereIsNoneAndNoIngressEither() {
            wanted.getServiceBuilder().clearPorts();

            assertThat(manifest().service()).isEmpty();
            assertThat(manifest().ingress()).isEmpty();
            assertThat(manifest().objects()).hasSize(1);
        }
    }

    @Nested
    class OneIngress {

        @Test
        void theClassCanBeInTheAnnotationInstead() {
            Ingress ingress = manifest(IngressClassForm.ANNOTATION).ingress().orElseThrow();

            assertThat(ingress.getMetadata().getAnnotations())
                    .containsEntry("kubernetes.io/ingress.class", "webhookrelay");
            assertThat(ingress.getSpec().getIngressClassName()).isNull();
        }

        @Test
        void nginxIsToldOfLargeAndLongRequests() {
            wanted.getIngressBuilder().setClass_("nginx");

            Map<String, String> annotations =
                    manifest().ingress().orElseThrow().getMetadata().getAnnotations();

            assertThat(annotations)
                    .hasSize(8)
                    .containsEntry("nginx.ingress.kubernetes.io/proxy-body-size", "0")
                    .containsEntry("nginx.ingress.kubernetes.io/proxy-read-timeout", "600")
                    .containsEntry("nginx.ingress.kubernetes.io/proxy-send-timeout", "600")
                    .containsEntry("nginx.ingress.kubernetes.io/proxy-buffering", "off")
                    .containsEntry("nginx.ingress.kubernetes.io/proxy-max-temp-file-size", "1024m");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void withoutAClassTheClusterChooses(boolean inTheField) {
            wanted.getIngressBuilder().clearClass_();

            Ingress ingress = manifest(inTheField ? IngressClassForm.FIELD : IngressClassForm.ANNOTATION)
                    .ingress()
                    .orElseThrow();

            assertThat(ingress.getSpec().getIngressClassName()).isNull();
            assertThat(ingress.getMetadata().getAnnotations()).hasSize(3);
        }

        @Test
        void aSecretHoldsTheCertificateOfItsHost() {
            wanted.getIngressBuilder().setTlsSecret("cert");

            assertThat(manifest().ingress().orElseThrow().getSpec().getTls())
                    .containsExactly(new IngressTLSBuilder()
                            .withHosts("my-tf-model-1.webrelay.io")
                            .withSecretName("cert")
                            .build());
        }

        @Test
        void eachHostLeadsToTheModelAndIsOfTheCertificate() {
            wanted.getIngressBuilder()
                    .addAdditionalHosts("b.example.com")
                    .addAdditionalHosts("a.example.com")
                    .setTlsSecret("cert");

            IngressSpec spec = manifest().ingress().orElseThrow().getSpec();

            assertThat(spec.getRules())
                    .extracting(IngressRule::getHost)
                    .containsExactly("my-tf-model-1.webrelay.io", "b.example.com", "a.example.com");
            assertThat(spec.getRules())
                    .extracting(IngressRule::getHttp)
                    .containsOnly(spec.getRules().get(0).getHttp());
            assertThat(spec.getTls().get(0).getHosts())
                    .containsExactly("my-tf-model-1.webrelay.io", "b.example.com", "a.example.com");
        }

        @ParameterizedTest
        @CsvSource({
            "'',     '',     /,      ImplementationSpecific",
            "/,      '',     /,      Prefix",
            "/signs, '',     /signs, Prefix",
            "/signs, Exact,  /signs, Exact",
            "'',     Prefix, /,      Prefix"
        })
        void thePathIsTheWholePartsOfOneUnlessSomethingElseIsAskedFor(
                String path, String type, String writtenPath, String writtenType) {
            wanted.getIngressBuilder().setPath(path).setPathType(type);

            assertThat(paths()).extracting("path", "pathType").containsExactly(tuple(writtenPath, writtenType));
        }

        /** Whoever asks may not be a Gateway of ours, and an ingress controller writes the path into its configuration. */
        @Test
        void aPathThatCouldBeCodeIsRefused() {
            wanted.getIngressBuilder().setPath("/a{return 200;}");

            assertThatThrownBy(this::paths)
                    .isInstanceOf(InvalidModelDeploymentException.class)
                    .hasMessageStartingWith("ingress.path has to be / followed by parts of letters");
        }

        @Test
        void annotationsThatAreAskedForGoBeforeTheDeployersChoice() {
            wanted.getIngressBuilder()
                    .setClass_("nginx")
                    .putAnnotations("nginx.ingress.kubernetes.io/proxy-body-size", "8m")
                    .putAnnotations("example.com/a", "b");

            assertThat(manifest().ingress().orElseThrow().getMetadata().getAnnotations())
                    .hasSize(9)
                    .containsEntry("nginx.ingress.kubernetes.io/proxy-body-size", "8m")
                    .containsEntry("example.com/a", "b");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "deployer.dotscience.com/identifier",
                    "deployer.dotscience.com/applied",
                    "name",
                    "deployment",
                    "kubernetes.io/ingress.class"
                })
        void annotationsOfTheDeployerAreNobodyElses(String key) {
            wanted.getIngressBuilder().putAnnotations(key, "x");

            assertThatThrownBy(() -> manifest())
                    .isInstanceOf(InvalidModelDeploymentException.class)
                    .hasMessage(
                            "ingress.annotations has the key " + key + ", which the deployer sets: choose another key");
        }

        private List<HTTPIngressPath> paths() {
            return manifest()
                    .ingress()
                    .orElseThrow()
                    .getSpec()
                    .getRules()
                    .get(0)
                    .getHttp()
                    .getPaths();
        }

        @Test
        void withoutAHostEveryHostIsMeant() {
            wanted.getIngressBuilder().clearHost();
            assertThat(manifest()
                            .ingress()
                            .orElseThrow()
                            .getSpec()
                            .getRules()
                            .get(0)
                            .getHost())
                    .isNull();
        }

        @Test
        void withoutHostAndClassThereIsNone() {
            wanted.clearIngress();
            assertThat(manifest().ingress()).isEmpty();
        }

        @Test
        void theFirstPortIsTakenWhereNoneIsNamedForTheModel() {
            wanted.getServiceBuilder().getPortsBuilder(1).setName("http");

            assertThat(manifest()
                            .ingress()
                            .orElseThrow()
                            .getSpec()
                            .getRules()
                            .get(0)
                            .getHttp()
                            .getPaths()
                            .get(0)
                            .getBackend()
                            .getService()
                            .getPort()
                            .getNumber())
                    .isEqualTo(9502);
        }
    }

    @Test
    void theUsersLabelsAreNeverOverOurs() {
        wanted.putLabels("owner", "me");
        assertThat(manifest().deployment().getMetadata().getLabels())
                .isEqualTo(Map.of("owner", "ds-deployer", "team", "vision"));
    }

    @Test
    void aPortThatIsGivenTwiceIsThereOnce() {
        wanted.getDeploymentBuilder().addPorts(8501).addPorts(8502);
        assertThat(containerNamed("model").getPorts())
                .extracting("containerPort")
                .containsExactly(8501, 8502);
    }

    /** R7: what no objects can be made of is refused with the field's name. */
    @Nested
    class Refused {

        @Test
        void withoutAnId() {
            refused(Deployment.Builder::clearId, "id is missing");
        }

        @Test
        void withoutAnImage() {
            refused(Deployment.Builder::clearDeployment, "deployment.image is missing: name the model's image");
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, 1L << 31, Long.MIN_VALUE})
        void withReplicasThatKubernetesHasNoRoomFor(long replicas) {
            refused(
                    wanted -> wanted.getDeploymentBuilder().setReplicas(replicas),
                    "deployment.replicas is " + replicas + ": it has to be from 0 to 2147483647");
        }

        private void refused(Consumer<Deployment.Builder> mistake, String message) {
            mistake.accept(wanted);
            assertThatThrownBy(ManifestTest.this::manifest)
                    .isInstanceOf(InvalidModelDeploymentException.class)
                    .hasMessage(message);
        }
    }

    private Manifest manifest() {
        return manifest(IngressClassForm.FIELD);
    }

    private Manifest manifest(IngressClassForm form) {
        return Manifest.of(wanted.build(), IDENTITY, form);
    }

    private Service service() {
        return manifest().service().orElseThrow();
    }

    private Container containerNamed(String name) {
        return manifest().deployment().getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertThatJson(HasMetadata object, String expected) {
        ObjectMapper json = new ObjectMapper();
        try {
            assertThat(json.readTree(json.writeValueAsString(object)))
                    .isEqualTo(json.readTree(expected.replace("$METADATA", METADATA)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    private static Deployment.Builder roadsigns() {
        Deployment.Builder wanted = Deployment.newBuilder()
                .setId("0ddb4984-802b-4a0f-a81e-9479f280b1ea")
                .setNamespace("models")
                .setName("roadsigns1")
                .putLabels("team", "vision");
        wanted.getDeploymentBuilder().setReplicas(2).setImage("model:1").addPorts(8501);
        wanted.getServiceBuilder()
                .setType("loadbalancer")
                .setLoadBalancerIp("10.1.2.3")
                .addPorts(ServicePort.newBuilder()
                        .setName("proxy-api")
                        .setProtocol("udp")
                        .setPort(9502)
                        .setTargetPort(9602))
                .addPorts(ServicePort.newBuilder().setName("model-http").setPort(8501));
        wanted.getIngressBuilder().setClass_("webhookrelay").setHost("my-tf-model-1.webrelay.io");
        wanted.getMetricsBuilder()
                .setClasses("eyJzdG9wIjowfQ==")
                .setImage("proxy:1")
                .setModelProxyPort(9601)
                .setModelProxyApiPort(9602);
        return wanted;
    }
}
