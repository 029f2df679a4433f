package com.dotscience.deployer.plan;

import com.dotscience.api.Deployment;
import com.dotscience.api.ServicePort;
import java.util.List;
import java.util.Random;

/** Model deployments of one id that differ in everything that may change. */
final class RandomModelDeployments {

    private final Random random;

    RandomModelDeployments(Random random) {
        this.random = random;
    }

    Deployment next() {
        return like(Deployment.newBuilder()
                .setId("0ddb4984-802b-4a0f-a81e-9479f280b1ea")
                .setName("roadsigns1")
                .build());
    }

    /** One with the id, the namespace and the name of another. */
    Deployment like(Deployment other) {
        Deployment.Builder wanted = Deployment.newBuilder()
                .setId(other.getId())
                .setNamespace(other.getNamespace())
                .setName(other.getName());
        wanted.getDeploymentBuilder().setReplicas(random.nextInt(4)).setImage(oneOf("model:1", "model:2"));
        if (often()) {
            wanted.getDeploymentBuilder().addPorts(8501);
        }
        if (random.nextBoolean()) {
            wanted.getDeploymentBuilder().addPorts(8502);
        }
        // One that is stopped notes how many there were, and so depends on the way.
        if (random.nextInt(3) == 0 && wanted.getDeployment().getReplicas() > 0) {
            wanted.getDeploymentBuilder()
                    .getAutoscalingBuilder()
                    .setMinReplicas(random.nextInt(3))
                    .setMaxReplicas(3)
                    .setCpuPercent(random.nextBoolean() ? 80 : 0)
                    .setRequestsInFlight(1 + random.nextInt(2));
        }
        wanted.getDeploymentBuilder().setMinAvailable(oneOf("", "", "1", "2", "50%"));
        new RandomPods(random).fill(wanted.getDeploymentBuilder());
        for (String label : List.of("team", "stage", "a/b")) {
            if (random.nextBoolean()) {
                wanted.putLabels(label, oneOf("x", "y"));
            }
        }
        if (often()) {
            service(wanted);
        }
        if (random.nextInt(4) == 0) {
            route(wanted);
        } else if (often()) {
            ingress(wanted);
        }
        if (random.nextBoolean()) {
            metrics(wanted);
        }
        return wanted.build();
    }

    private void route(Deployment.Builder wanted) {
        wanted.getIngressBuilder()
                .setHost(oneOf("one.example.com", "two.example.com", ""))
                .setPath(oneOf("", "/", "/signs", "/models/signs"))
                .setPathType(oneOf("", "Exact", "Prefix"))
                .addRouteParentsBuilder()
                .setNamespace(oneOf("", "infra"))
                .setName(oneOf("public", "private"))
                .setSectionName(oneOf("", "https"));
        if (!wanted.getIngress().getHost().isEmpty() && random.nextBoolean()) {
            wanted.getIngressBuilder().addAdditionalHosts(oneOf("three.example.com", "*.example.com"));
        }
        if (random.nextBoolean()) {
            wanted.getIngressBuilder().addRouteParentsBuilder().setName("another");
        }
        if (random.nextBoolean()) {
            wanted.getCanaryBuilder().setWeight(random.nextInt(101));
        }
    }

    private void ingress(Deployment.Builder wanted) {
        wanted.getIngressBuilder()
                .setClass_(oneOf("nginx", "webrelay", ""))
                .setHost(oneOf("one.example.com", "two.example.com", ""));
        if (!wanted.getIngress().getHost().isEmpty()) {
            wanted.getIngressBuilder().setTlsSecret(oneOf("", "cert", "other-cert"));
            if (random.nextBoolean()) {
                wanted.getIngressBuilder().addAdditionalHosts(oneOf("three.example.com", "*.example.com"));
            }
        }
        wanted.getIngressBuilder()
                .setPath(oneOf("", "/", "/signs", "/models/signs"))
                .setPathType(oneOf("", "Exact", "Prefix", "ImplementationSpecific"));
        if (random.nextBoolean()) {
            wanted.getIngressBuilder()
                    .putAnnotations(
                            oneOf("example.com/a", "nginx.ingress.kubernetes.io/proxy-buffering"), oneOf("off", "on"));
        }
    }

    private void service(Deployment.Builder wanted) {
        String type = oneOf("ClusterIP", "NodePort", "LoadBalancer");
        wanted.getServiceBuilder().setType(type);
        wanted.getServiceBuilder().setLoadBalancerIp(oneOf("", "10.1.2.3"));
        wanted.getServiceBuilder()
                .addPorts(ServicePort.newBuilder()
                        .setName(oneOf("model-http", "http"))
                        .setPort(80)
                        .setTargetPort(random.nextBoolean() ? 8501 : 9501));
        if (random.nextBoolean()) {
            wanted.getServiceBuilder()
                    .addPorts(ServicePort.newBuilder()
                            .setName("more")
                            .setProtocol(type.equals("LoadBalancer") ? "tcp" : oneOf("tcp", "udp")) // 1.20 takes no mix
                            .setPort(81));
        }
    }

    private void metrics(Deployment.Builder wanted) {
        wanted.getMetricsBuilder()
                .setImage(oneOf("proxy:1", "proxy:2"))
                .setClasses(oneOf("stop,go", "eyJzdG9wIjowfQ==", ""))
                .setModelProxyPort(random.nextBoolean() ? 0 : 9601)
                .setModelProxyApiPort(random.nextBoolean() ? 9502 : 9602)
                .setMemoryMib(random.nextInt(3) * 512)
                .setServedName(oneOf("", "signs"))
                .setRecordUrl(oneOf("", "http://sink.example.com"))
                .setRecord(random.nextBoolean())
                .setRecordPercent(random.nextInt(3))
                .setRecordMaxBytes(random.nextInt(2) * 4096)
                .setModelMetricsPath(oneOf("", "/metrics"))
                .setModelMetricsPort(random.nextInt(2) * 9000);
    }

    private boolean often() {
        return random.nextInt(5) > 0;
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
