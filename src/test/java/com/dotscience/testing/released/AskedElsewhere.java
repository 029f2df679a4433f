package com.dotscience.testing.released;

import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.dotscience.testing.go.IngressSpec;
import com.dotscience.testing.go.ServicePort;
import com.dotscience.testing.go.ServiceSpec;
import java.util.List;

/** What another's Gateway wanted of a deployer of 0.1.0: no Gateway of ours would take these ids and labels. */
final class AskedElsewhere {

    private AskedElsewhere() {}

    static List<Deployment> all() {
        return List.of(
                model("2f0c9a14-6d7e-4c59-9a33-0d5b1f0e7a01", "stays").build(),
                model("9b1d6a52-4f0e-4d8a-8a6e-3c2f5d7b8e02", "across")
                        .setIngress(
                                IngressSpec.newBuilder().setClass_("webrelay").setHost("across.example.com"))
                        .build(),
                model("cats", "id-word").build(),
                model("Signs_v2.1", "id-version").build(),
                model("5a7e3c90-1b2d-4e6f-8c4b-7d9a0f1e2b03", "label-owner")
                        .putLabels("owner", "vision")
                        .build(),
                model("6b8f4da1-2c3e-4f70-9d5c-8eab102f3c04", "label-deployment")
                        .putLabels("deployment", "green")
                        .build(),
                model("7c905eb2-3d4f-4081-ae6d-9fbc21304d05", "label-ours")
                        .putLabels("deployer.dotscience.com/tier", "gold")
                        .build());
    }

    private static Deployment.Builder model(String id, String name) {
        return Deployment.newBuilder()
                .setId(id)
                .setNamespace(Asked.NAMESPACE)
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage("example/model:1")
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder()
                                .setName("model-http")
                                .setPort(8501)
                                .setTargetPort(8501)));
    }
}
