package com.dotscience.deployer.cluster.informer;

import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * The IngressClasses of the cluster. Where they may not be read, an Ingress names its class in the old annotation. Since they are
 * in no namespace, a deployer that is limited to some namespaces does not ask for them.
 */
final class IngressClassInformer extends OptionalInformer<IngressClass> {

    IngressClassInformer(KubernetesClient client, ApiServerConnection connection) {
        super(
                client.resources(IngressClass.class),
                InformerConfiguration.ofAll(IngressClass.class),
                new OptionalExceptionHandler(
                        connection,
                        "IngressClasses",
                        "Ingresses name their class in the annotation kubernetes.io/ingress.class"),
                (before, after) -> {});
    }
}
