package com.dotscience.deployer.states;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.function.Supplier;

/** Sends traces to a real API server, as the deployer does. */
final class RealRequests extends Trace {

    private final KubernetesClient client;
    private final String namespace;

    RealRequests(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    Answered create(Ingress object) {
        return answered(201, () -> client.resource(in(object)).create());
    }

    @Override
    Answered patch(String name, String patch) {
        return answered(200, () -> client.resource(named(name)).patch(PatchContext.of(PatchType.JSON), patch));
    }

    @Override
    Answered delete(String name, String uid) {
        DeleteOptionsBuilder options = new DeleteOptionsBuilder().withPropagationPolicy("Background");
        if (!uid.isEmpty()) {
            options.withNewPreconditions().withUid(uid).endPreconditions();
        }
        String path = "/apis/networking.k8s.io/v1/namespaces/" + namespace + "/ingresses/" + name;
        return answered(
                200,
                () -> client.getKubernetesSerialization().unmarshal(client.raw(path, "DELETE", options.build()))
                                instanceof HasMetadata object
                        ? object
                        : null);
    }

    @Override
    Answered get(String name) {
        HasMetadata there = client.resource(named(name)).get();
        return new Answered(there == null ? 404 : 200, "", "", there);
    }

    private static Answered answered(int code, Supplier<HasMetadata> request) {
        try {
            return new Answered(code, "", "", request.get());
        } catch (KubernetesClientException e) {
            return new Answered(
                    e.getCode(), e.getStatus().getReason(), e.getStatus().getMessage(), null);
        }
    }

    private Ingress in(Ingress object) {
        return new IngressBuilder(object)
                .editMetadata()
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private Ingress named(String name) {
        return new IngressBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }
}
