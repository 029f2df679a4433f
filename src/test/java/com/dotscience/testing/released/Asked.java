package com.dotscience.testing.released;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/** What people asked of 0.1.0: what it is for, and everything that a later version has a rule against. */
final class Asked {

    static final String NAMESPACE = "models";

    private static final String HEX32 = "0123456789abcdef".repeat(2);

    private static final String IMAGE_ID = HEX32 + HEX32;
    private static final String MD5 = "example/model@md5:" + HEX32;
    private static final String SHORT_DIGEST = "example/model@sha256:" + HEX32;
    private static final String LONG_NAME = "example/" + "long-name/".repeat(25) + "model:1";

    /** Those that 0.1.0 took, and no runtime does. */
    static final List<String> NO_IMAGES = List.of(IMAGE_ID, MD5, SHORT_DIGEST, LONG_NAME);

    private Asked() {}

    /** With {@code ds deployment create}, as its words after the deployer. */
    static List<List<String>> withDs() {
        return List.of(
                model("plain", "-r", "2"),
                model("Dotted.Name_1"),
                model("many", "-r", "25"),
                model("port", "--port", "9000"),
                model("host", "--host", "host.example.com"),
                model("nginx", "--host", "nginx.example.com", "--ingress-class", "nginx"),
                model("proxy", "--host", "proxy.example.com", "--classes", "{\"cat\": 0, \"dog\": 1}"),
                model("proxy-image", "--classes", "{\"cat\": 0}", "--proxy-image", "example/proxy:1"),
                model("load-balancer", "--service-type", "LoadBalancer"),
                model("node-port", "--service-type", "NodePort"),
                model("labels", "--label", "team=vision", "--label", "app.kubernetes.io/part-of=signs"),
                // One host, in one deployer and in two.
                model("twin-1", "--host", "twin.example.com"),
                model("twin-2", "--host", "twin.example.com"),
                model("across", "--host", "across.example.com"),
                // Images that no runtime takes.
                image("image-id", IMAGE_ID),
                image("image-md5", MD5),
                image("image-short", SHORT_DIGEST),
                image("image-long", LONG_NAME),
                model("proxy-md5", "--classes", "{\"cat\": 0}", "--proxy-image", MD5),
                // A label that the API server refuses, and one that is Kubernetes' own.
                model("label-prefix", "--label", "a.".repeat(127) + "example/key=value"),
                model("label-kubernetes", "--label", "kubernetes.io/team=vision"),
                model("wildcard", "--host", "*.wild.example.com"),
                model("system", "--namespace", "kube-system"),
                model("beside", "--namespace", "dotscience-deployer"));
    }

    /** By the management API, which takes what ds has no option for. */
    static List<Deployment> withTheApi() {
        return List.of(
                bare("no-service").build(),
                bare("two-ports")
                        .setService(ServiceSpec.newBuilder()
                                .addPorts(servicePort("model-http", 8501))
                                .addPorts(servicePort("model-grpc", 8500)))
                        .build(),
                bare("proxy-ports")
                        .setMetrics(MetricsSpec.newBuilder()
                                .setImage("example/proxy:1")
                                .setClasses("{\"cat\": 0}")
                                .setRecord(true)
                                .setModelProxyPort(8080)
                                .setModelProxyApiPort(8081))
                        .build(),
                // An Ingress for all hosts.
                bare("hostless")
                        .setService(ServiceSpec.newBuilder().addPorts(servicePort("model-http", 8501)))
                        .setIngress(IngressSpec.newBuilder().setClass_("nginx"))
                        .build());
    }

    private static List<String> model(String name, String... options) {
        return asked(name, "example/model:1", options);
    }

    private static List<String> image(String name, String image) {
        return asked(name, image);
    }

    private static List<String> asked(String name, String image, String... options) {
        List<String> words = new ArrayList<>(List.of("--model-name", name, "-i", image));
        words.addAll(List.of(options));
        if (!words.contains("--namespace")) {
            words.addAll(List.of("--namespace", NAMESPACE));
        }
        return words;
    }

    private static Deployment.Builder bare(String name) {
        return Deployment.newBuilder()
                .setName(name)
                .setNamespace(NAMESPACE)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage("example/model:1")
                        .setReplicas(1)
                        .addPorts(8501)
                        .addPorts(8500));
    }

    private static ServicePort servicePort(String name, int port) {
        return ServicePort.newBuilder()
                .setName(name)
                .setProtocol("TCP")
                .setPort(port)
                .setTargetPort(port)
                .build();
    }
}
