package com.dotscience.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.RouteParent;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Embedded
class RulesTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("name must be 1 to 63", wanted -> wanted.setName("")),
                mistake("not 'road signs'", wanted -> wanted.setName("road signs")),
                mistake("name must be", wanted -> wanted.setName("-roadsigns")),
                mistake("name must be", wanted -> wanted.setName("a".repeat(64))),
                mistake("not look like an id", wanted -> wanted.setName("0ddb4984-802b-4a0f-a81e-9479f280b1ea")),
                mistake("namespace must be", wanted -> wanted.setNamespace("Default")),
                mistake("namespace must be", wanted -> wanted.setNamespace("a.b")),
                mistake("image must be", wanted -> image(wanted, "")),
                mistake("image must be", wanted -> image(wanted, "quay.io/example/model:1 ")),
                mistake("image must be", wanted -> image(wanted, "quay.io/Example/model:1")),
                mistake("image must be", wanted -> image(wanted, "https://quay.io/example/model")),
                mistake("image must be", wanted -> image(wanted, "model:")),
                mistake("image must be", wanted -> image(wanted, "model@sha256:abc")),
                mistake("image must be", wanted -> image(wanted, "model@md5:" + "0f".repeat(16))),
                mistake("image must be", wanted -> image(wanted, "model@sha256:" + "0F".repeat(32))),
                mistake("image must be", wanted -> image(wanted, "0f".repeat(32))),
                mistake("image must be", wanted -> image(wanted, "@sha256:" + "0f".repeat(32))),
                mistake("image must be", wanted -> image(wanted, "[fd00::1/model")),
                mistake(
                        "image must have a name of at most 255",
                        wanted -> image(wanted, "a/" + "b".repeat(254) + ":1")),
                mistake("'model?:1'", wanted -> image(wanted, "model\n:1")),
                mistake("replicas must be 0 to 10000, not -1", wanted -> replicas(wanted, -1)),
                mistake("replicas must be 0 to 10000, not 10001", wanted -> replicas(wanted, 10_001)),
                mistake("port must be 1 to 65535, not 0", wanted -> port(wanted, 0)),
                mistake("port must be 1 to 65535, not 65536", wanted -> port(wanted, 65_536)),
                mistake("port must be 1 to 65535, not -1", wanted -> port(wanted, -1)),
                mistake("port 8501 is given twice", wanted -> port(wanted, 8501)),
                mistake("host must be a DNS name", wanted -> host(wanted, "My.example.com")),
                mistake("host must be", wanted -> host(wanted, "https://my.example.com")),
                mistake("host must be", wanted -> host(wanted, "my..example.com")),
                mistake("host must be", wanted -> host(wanted, "10.1.2.3")),
                mistake("host must be", wanted -> host(wanted, "*")),
                mistake("host must be", wanted -> host(wanted, "a.*.example.com")),
                mistake("host must be", wanted -> host(wanted, "a".repeat(64) + ".example.com")),
                mistake("host must be", wanted -> host(wanted, "a.".repeat(126) + "example")),
                mistake(
                        "ingress class must be",
                        wanted -> wanted.setIngress(IngressSpec.newBuilder().setClass_("web relay"))),
                mistake(
                        "TLS secret needs a host",
                        wanted -> wanted.getIngressBuilder().clearHost().setTlsSecret("cert")),
                mistake(
                        "additional host must be",
                        wanted -> host(wanted, "a.b").getIngressBuilder().addAdditionalHosts("*")),
                mistake(
                        "host a.b is given twice",
                        wanted -> host(wanted, "a.b").getIngressBuilder().addAdditionalHosts("a.b")),
                mistake(
                        "additional hosts need a host that they are beside",
                        wanted -> wanted.getIngressBuilder().clearHost().addAdditionalHosts("a.b")),
                mistake(
                        "path must be / followed by parts",
                        wanted -> host(wanted, "a.b").getIngressBuilder().setPath("/a;")),
                mistake(
                        "path type must be one of Exact, Prefix, ImplementationSpecific, not 'Regex'",
                        wanted -> host(wanted, "a.b").getIngressBuilder().setPathType("Regex")),
                mistake(
                        "path needs an Ingress",
                        wanted -> wanted.setIngress(IngressSpec.newBuilder().setPath("/a"))),
                mistake(
                        "Ingress annotations need an Ingress",
                        wanted -> wanted.setIngress(IngressSpec.newBuilder().putAnnotations("a", "b"))),
                mistake(
                        "ingress class is for an Ingress, and route parents ask",
                        wanted -> route(wanted).setClass_("nginx")),
                mistake("TLS secret is for an Ingress", wanted -> route(wanted).setTlsSecret("cert")),
                mistake(
                        "Ingress annotations is for an Ingress",
                        wanted -> route(wanted).putAnnotations("a", "b")),
                mistake(
                        "path type ImplementationSpecific is for an Ingress",
                        wanted -> route(wanted).setPathType("ImplementationSpecific")),
                mistake(
                        "route parent public is given twice",
                        wanted -> route(wanted)
                                .addRouteParents(RouteParent.newBuilder().setName("public"))),
                mistake(
                        "name of a route parent must be",
                        wanted -> route(wanted)
                                .addRouteParents(RouteParent.newBuilder().setName("infra/public"))),
                mistake(
                        "namespace of a route parent must be",
                        wanted -> route(wanted)
                                .addRouteParents(
                                        RouteParent.newBuilder().setName("a").setNamespace("In fra"))),
                mistake(
                        "Ingress annotation must be",
                        wanted -> host(wanted, "a.b").getIngressBuilder().putAnnotations("a b", "c")),
                mistake(
                        "is the deployer's own",
                        wanted -> host(wanted, "a.b")
                                .getIngressBuilder()
                                .putAnnotations("deployer.dotscience.com/applied", "c")),
                mistake(
                        "is that of the class",
                        wanted -> host(wanted, "a.b")
                                .getIngressBuilder()
                                .putAnnotations("kubernetes.io/ingress.class", "c")),
                mistake(
                        "service type must be one of ClusterIP, NodePort, LoadBalancer, not 'ExternalName'",
                        wanted -> wanted.setService(ServiceSpec.newBuilder().setType("ExternalName"))),
                mistake(
                        "load balancer IP must be an IP address",
                        wanted -> wanted.setService(ServiceSpec.newBuilder().setLoadBalancerIp("balancer"))),
                mistake("service port must be 1 to 65535, not 0", wanted -> service(wanted, servicePort("http", 0))),
                mistake(
                        "service target port must be 1 to 65535, not 70000",
                        wanted -> service(wanted, servicePort("http", 80).setTargetPort(70_000))),
                mistake(
                        "protocol must be one of TCP, UDP, SCTP, not 'http'",
                        wanted -> service(wanted, servicePort("http", 80).setProtocol("http"))),
                mistake("service port name must be", wanted -> service(wanted, servicePort("Http", 80))),
                mistake(
                        "service port name must be",
                        wanted -> service(wanted, servicePort("", 80), servicePort("api", 81))),
                mistake(
                        "service port name 'http' is given twice",
                        wanted -> service(wanted, servicePort("http", 80), servicePort("http", 81))),
                mistake(
                        "service port 80/TCP is given twice",
                        wanted -> service(wanted, servicePort("a", 80), servicePort("b", 80))),
                mistake(
                        "proxy image must be",
                        wanted -> wanted.setMetrics(MetricsSpec.newBuilder().setImage("a b"))),
                mistake(
                        "proxy port must be 1 to 65535, not -1",
                        wanted -> wanted.setMetrics(MetricsSpec.newBuilder().setModelProxyPort(-1))),
                mistake(
                        "proxy API port must be 1 to 65535, not 65536",
                        wanted -> wanted.setMetrics(MetricsSpec.newBuilder().setModelProxyApiPort(65_536))),
                mistake(
                        "classes must be at most 100000 characters",
                        wanted -> wanted.setMetrics(MetricsSpec.newBuilder().setClasses("c".repeat(100_001)))),
                mistake(
                        "served name must be 1 to 128 letters, digits",
                        wanted -> wanted.getMetricsBuilder().setServedName("road signs")),
                mistake(
                        "served name must be",
                        wanted -> wanted.getMetricsBuilder().setServedName("a/b")),
                mistake(
                        "served name must be",
                        wanted -> wanted.getMetricsBuilder().setServedName("..")),
                mistake(
                        "served name must be",
                        wanted -> wanted.getMetricsBuilder().setServedName("a".repeat(129))),
                mistake(
                        "record URL must be an http or https URL such as http://sink.example.com/events, in at most 2000"
                                + " characters, not 'sink.example.com'",
                        wanted -> wanted.getMetricsBuilder().setRecordUrl("sink.example.com")),
                mistake("record URL must be an http", wanted -> recordTo(wanted, "ftp://sink")),
                mistake("record URL must be an http", wanted -> recordTo(wanted, "http:///events")),
                mistake("record URL must be an http", wanted -> recordTo(wanted, "http://sink/a b")),
                mistake("record URL must be an http", wanted -> recordTo(wanted, "http://sink/#a")),
                mistake("record URL must be an http", wanted -> recordTo(wanted, "http://sink:65536/")),
                mistake("record URL must be an http", wanted -> recordTo(wanted, "http://sink:0/")),
                mistake("record URL must be an http", wanted -> recordTo(wanted, "http://sink/" + "a".repeat(2_000))),
                mistake("record URL must have no user and no password", wanted -> recordTo(wanted, "http://u:p@sink")),
                mistake(
                        "record percent must be 1 to 100, not 101",
                        wanted -> recordTo(wanted, "http://sink")
                                .getMetricsBuilder()
                                .setRecordPercent(101)),
                mistake(
                        "record percent must be 1 to 100, not -1",
                        wanted -> recordTo(wanted, "http://sink")
                                .getMetricsBuilder()
                                .setRecordPercent(-1)),
                mistake(
                        "record percent needs a record URL: nothing is recorded without one",
                        wanted -> wanted.getMetricsBuilder().setRecordPercent(5)),
                mistake(
                        "record size must be 1 to 1048576, not 1048577",
                        wanted -> recordTo(wanted, "http://sink")
                                .getMetricsBuilder()
                                .setRecordMaxBytes(1_048_577)),
                mistake(
                        "record size needs a record URL",
                        wanted -> wanted.getMetricsBuilder().setRecordMaxBytes(5)),
                mistake(
                        "model metrics path must be a path such as /metrics",
                        wanted -> wanted.getMetricsBuilder().setModelMetricsPath("metrics")),
                mistake(
                        "model metrics path must be",
                        wanted -> wanted.getMetricsBuilder().setModelMetricsPath("/a b")),
                mistake(
                        "model metrics path must be",
                        wanted -> wanted.getMetricsBuilder().setModelMetricsPath("/a#b")),
                mistake(
                        "model metrics port must be 1 to 65535, not 65536",
                        wanted -> wanted.getMetricsBuilder().setModelMetricsPort(65_536)),
                mistake("label must be", wanted -> wanted.putLabels("my team", "vision")),
                mistake("label must be", wanted -> wanted.putLabels("Example.com/team", "vision")),
                mistake("label must be", wanted -> wanted.putLabels("a".repeat(64), "vision")),
                mistake("label must be", wanted -> wanted.putLabels(prefix(254) + "/team", "vision")),
                mistake("label 'team' must be", wanted -> wanted.putLabels("team", "computer vision")),
                mistake("label 'team' must be", wanted -> wanted.putLabels("team", "v".repeat(64))),
                mistake("label 'owner' is one by which", wanted -> wanted.putLabels("owner", "me")),
                mistake("label 'deployment' is one by which", wanted -> wanted.putLabels("deployment", "me")),
                mistake(
                        "deployer tells objects apart",
                        wanted -> wanted.putLabels("deployer.dotscience.com/name", "me")),
                mistake("label 'kubernetes.io/os' is", wanted -> wanted.putLabels("kubernetes.io/os", "linux")),
                mistake("label 'node.kubernetes.io/x' is", wanted -> wanted.putLabels("node.kubernetes.io/x", "me")),
                mistake("is one by which", wanted -> wanted.putLabels("x.app.kubernetes.io/name", "me")),
                mistake("at most 256 KiB, not", RulesTest::aHundredThousandLabels));
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("mistakes")
    void aMistakeIsRefusedWithTheFieldAndWhatIsAllowed(String saying, Consumer<Deployment.Builder> mistake) {
        Deployment.Builder wanted = TestGateway.model("roadsigns1");
        mistake.accept(wanted);

        assertThatThrownBy(() -> Rules.checked(wanted.build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, saying));
    }

    static Stream<Arguments> good() {
        return Stream.of(
                with("a name that the deployer makes a DNS label of", wanted -> wanted.setName("Road_Signs.v1")),
                with("the longest name", wanted -> wanted.setName("a".repeat(63))),
                with("an image by name", wanted -> image(wanted, "model")),
                with("an image in a registry with a port", wanted -> image(wanted, "localhost:5000/a/b__c-d.e:V1_x")),
                with("an image in a registry by IPv6", wanted -> image(wanted, "[fd00::1]:5000/a/b:1")),
                with(
                        "an image of the longest name",
                        wanted -> image(wanted, "a/" + "b".repeat(253) + ":" + "t".repeat(128))),
                with("an image by digest", wanted -> image(wanted, "quay.io/a/b:1@sha256:" + "0f".repeat(32))),
                with("no replicas", wanted -> replicas(wanted, 0)),
                with("the most replicas", wanted -> replicas(wanted, 10_000)),
                with("the first port", wanted -> port(wanted, 1)),
                with("the last port", wanted -> port(wanted, 65_535)),
                with("a host", wanted -> host(wanted, "my-tf-model-1.webrelay.io")),
                with("a wildcard", wanted -> host(wanted, "*.example.com")),
                with(
                        "more hosts, a path and an annotation",
                        wanted -> host(wanted, "a.b")
                                .getIngressBuilder()
                                .addAdditionalHosts("c.d")
                                .setPath("/models/signs")
                                .setPathType("Exact")
                                .putAnnotations("Example.com/a", "")),
                with(
                        "a path at a Gateway, whatever the host",
                        wanted -> route(wanted).clearHost().setPath("/a")),
                with(
                        "the path of an Ingress of a class",
                        wanted -> wanted.setIngress(
                                IngressSpec.newBuilder().setClass_("nginx").setPath("/a"))),
                with("a single port without a name", wanted -> service(wanted, servicePort("", 80))),
                with(
                        "an IPv6 address",
                        wanted -> wanted.setService(ServiceSpec.newBuilder().setLoadBalancerIp("fd00::1"))),
                with(
                        "a name with a version in it",
                        wanted -> wanted.getMetricsBuilder().setServedName("_Signs-v1.2")),
                with("a sink in the cluster", wanted -> recordTo(wanted, "http://sink.logs.svc:8080/?a=b")),
                with("a sink by address", wanted -> recordTo(wanted, "https://[fd00::1]/events")),
                with(
                        "the most that is recorded",
                        wanted -> recordTo(wanted, "https://sink")
                                .getMetricsBuilder()
                                .setRecordPercent(100)
                                .setRecordMaxBytes(1_048_576)),
                with(
                        "the least that is recorded",
                        wanted -> recordTo(wanted, "https://sink")
                                .getMetricsBuilder()
                                .setRecordPercent(1)
                                .setRecordMaxBytes(1)),
                with(
                        "metrics elsewhere",
                        wanted -> wanted.getMetricsBuilder()
                                .setModelMetricsPath("/metrics?format=prometheus")
                                .setModelMetricsPort(8002)),
                with("a label with the longest prefix", wanted -> wanted.putLabels(prefix(253) + "/team", "")),
                with("a label for users", wanted -> wanted.putLabels("app.kubernetes.io/part-of", "signs")),
                with("a label with a name like it", wanted -> wanted.putLabels("notkubernetes.io/owner", "me")),
                with("a label with a prefix", wanted -> wanted.putLabels("example.com/Team_1", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void whatKubernetesTakesIsTaken(String what, Consumer<Deployment.Builder> change) {
        Deployment.Builder wanted = TestGateway.model("roadsigns1");
        change.accept(wanted);

        assertThatCode(() -> Rules.checked(wanted.build())).doesNotThrowAnyException();
    }

    /** It is repeated nowhere: an error reaches logs and terminals. */
    @ParameterizedTest
    @ValueSource(strings = {"http://u:secret@sink", "http://u:sec@ret@sink", "ftp://u:secret@sink", "u:secret@sink"})
    void aPasswordInARecordUrlIsNotRepeated(String url) {
        assertThatThrownBy(() -> Rules.checked(
                        recordTo(TestGateway.model("roadsigns1"), url).build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "record URL must"))
                .message()
                .doesNotContain("sec");
    }

    @Test
    void whatIsLeftOutIsFilledInAndSpeltAsKubernetesDoes() {
        Deployment asked = TestGateway.model("roadsigns1")
                .setDeleted(true)
                .setRevision(7)
                .setService(ServiceSpec.newBuilder()
                        .setType("loadbalancer")
                        .addPorts(servicePort("http", 80))
                        .addPorts(servicePort("dns", 53).setProtocol("udp").setTargetPort(5353)))
                .build();

        assertThat(Rules.checked(asked))
                .isEqualTo(TestGateway.model("roadsigns1")
                        .setNamespace("default")
                        .setService(ServiceSpec.newBuilder()
                                .setType("LoadBalancer")
                                .addPorts(servicePort("http", 80)
                                        .setProtocol("TCP")
                                        .setTargetPort(80))
                                .addPorts(servicePort("dns", 53)
                                        .setProtocol("UDP")
                                        .setTargetPort(5353)))
                        .build());
    }

    private static Arguments mistake(String saying, Consumer<Deployment.Builder> mistake) {
        return Arguments.of(saying, mistake);
    }

    private static Arguments with(String what, Consumer<Deployment.Builder> change) {
        return Arguments.of(what, change);
    }

    private static Deployment.Builder recordTo(Deployment.Builder wanted, String url) {
        wanted.getMetricsBuilder().setRecordUrl(url);
        return wanted;
    }

    /** A change of something else, such as to scale it down, is not refused for it. */
    @Test
    void whatWasTakenOnceMayStayAsItIs() {
        Deployment.Builder wanted = TestGateway.model("roadsigns1");
        image(wanted, "model@sha256:" + "0F".repeat(32));
        wanted.getMetricsBuilder().setImage("0f".repeat(32));
        wanted.putLabels(prefix(254) + "/team", "vision");
        wanted.putLabels("topology.kubernetes.io/zone", "a");
        Deployment before = wanted.build();
        replicas(wanted, 0);

        assertThatCode(() -> Rules.checked(wanted.build(), before)).doesNotThrowAnyException();
        image(wanted, "model@sha256:" + "1F".repeat(32));
        assertThatThrownBy(() -> Rules.checked(wanted.build(), before)).hasMessageContaining("image must be");
        Deployment.Builder relabelled = before.toBuilder().putLabels("topology.kubernetes.io/zone", "b");
        assertThatThrownBy(() -> Rules.checked(relabelled.build(), before)).hasMessageContaining("choose another name");
    }

    /** A DNS name of so many characters. */
    private static String prefix(int length) {
        String name = ("a".repeat(49) + ".").repeat(6);
        return name.substring(0, length - 1) + "b";
    }

    private static void image(Deployment.Builder wanted, String image) {
        wanted.getDeploymentBuilder().setImage(image);
    }

    private static void replicas(Deployment.Builder wanted, long replicas) {
        wanted.getDeploymentBuilder().setReplicas(replicas);
    }

    private static void port(Deployment.Builder wanted, int port) {
        wanted.getDeploymentBuilder().addPorts(port);
    }

    private static IngressSpec.Builder route(Deployment.Builder wanted) {
        return host(wanted, "a.b")
                .getIngressBuilder()
                .clearClass_()
                .addRouteParents(RouteParent.newBuilder().setName("public"));
    }

    private static Deployment.Builder host(Deployment.Builder wanted, String host) {
        wanted.getIngressBuilder().setHost(host);
        return wanted;
    }

    private static void service(Deployment.Builder wanted, ServicePort.Builder... ports) {
        for (ServicePort.Builder port : ports) {
            wanted.getServiceBuilder().addPorts(port);
        }
    }

    private static ServicePort.Builder servicePort(String name, int port) {
        return ServicePort.newBuilder().setName(name).setPort(port);
    }

    private static void aHundredThousandLabels(Deployment.Builder wanted) {
        for (int i = 0; i < 100_000; i++) {
            wanted.putLabels("label-" + i, "value");
        }
    }
}
