package com.dotscience.testing.bench;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Model deployments as a user asks for them, without an id: each becomes a Deployment, a Service and an Ingress. */
record Fleet(List<Deployment> models) {

    /** Objects of each model deployment. */
    static final int OBJECTS = 3;

    Fleet {
        models = List.copyOf(models);
    }

    /** So many of them in this namespace, the first to run this image. */
    static Fleet of(int size, String namespace, String image) {
        return new Fleet(IntStream.range(0, size)
                .mapToObj(i -> model("model-" + i, namespace, image))
                .toList());
    }

    /** The same with another image. */
    Fleet withImage(String image) {
        return map(model -> withImage(model, image));
    }

    Fleet map(UnaryOperator<Deployment> change) {
        return new Fleet(models.stream().map(change).toList());
    }

    static Deployment withImage(Deployment model, String image) {
        Deployment.Builder changed = model.toBuilder();
        changed.getDeploymentBuilder().setImage(image);
        return changed.build();
    }

    private static Deployment model(String name, String namespace, String image) {
        return Deployment.newBuilder()
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
