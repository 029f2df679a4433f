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
        new RandomPods(random).fill(wanted.getDeploymentBuilder());
        for (String label : List.of("team", "stage", "a/b")) {
            if (random.nextBoolean()) {
                wanted.putLabels(label, oneOf("x", "y"));
            }
        }
        if (often()) {
            service(wanted);
        }
        if (often()) {
            wanted.getIngressBuilder()
                    .setClass_(oneOf("nginx", "webrelay", ""))
                    .setHost(oneOf("one.example.com", "two.example.com", ""));
        }
        if (random.nextBoolean()) {
            metrics(wanted);
        }
        return wanted.build();
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
                .setModelProxyApiPort(random.nextBoolean() ? 9502 : 9602)
                .setServedName(oneOf("", "signs"))
                .setRecordUrl(oneOf("", "http://sink.example.com"))
                .setRecordPercent(random.nextInt(3))
                .setModelMetricsPath(oneOf("", "/metrics"));
    }

    private boolean often() {
        return random.nextInt(5) > 0;
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
