package com.dotscience.testing.bench;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Planner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Model deployments as the Gateway says them: each becomes a Deployment, a Service and an Ingress. */
record Fleet(List<Deployment> models) {

    Fleet {
        models = List.copyOf(models);
    }

    /** So many of them in this namespace, the first to run this image. */
    static Fleet of(int size, String namespace, String image) {
        return new Fleet(IntStream.range(0, size)
                .mapToObj(i -> model("model-" + i, namespace, image))
                .toList());
    }

    int size() {
        return models.size();
    }

    /** The same with another image. */
    Fleet withImage(String image) {
        return map(model -> {
            Deployment.Builder changed = model.toBuilder();
            changed.getDeploymentBuilder().setImage(image);
            return changed.build();
        });
    }

    /** The same with so many replicas each. */
    Fleet withReplicas(int replicas) {
        return map(model -> {
            Deployment.Builder changed = model.toBuilder();
            changed.getDeploymentBuilder().setReplicas(replicas);
            return changed.build();
        });
    }

    /** Only one of them. */
    Fleet only(int index) {
        return new Fleet(List.of(models.get(index)));
    }

    /** What the deployer makes of them in an empty cluster, in its order. */
    List<HasMetadata> objects() {
        Planner planner = new Planner();
        return models.stream()
                .flatMap(model -> planner
                        .plan(
                                model,
                                "0123456789abcdef0123456789abcdef",
                                new Observed(List.of(), false),
                                Optional.empty())
                        .changes()
                        .stream())
                .map(Change::object)
                .toList();
    }

    private Fleet map(UnaryOperator<Deployment> change) {
        return new Fleet(models.stream().map(change).toList());
    }

    private static Deployment model(String name, String namespace, String image) {
        return Deployment.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setNamespace(namespace)
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setReplicas(1)
                        .setImage(image)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder()
                                .setName("model-http")
                                .setProtocol("TCP")
                                .setPort(8501)
                                .setTargetPort(8501)))
                .setIngress(IngressSpec.newBuilder().setClass_("webrelay").setHost(name + ".example.com"))
                .build();
    }
}
