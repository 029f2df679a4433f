package com.dotscience.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** KEDA, as far as a cluster serves its ScaledObjects while this is open. What KEDA itself would do a test does. */
public final class Keda implements AutoCloseable {

    private static final String GROUP = "keda.sh";
    private static final String VERSION = "v1alpha1";
    private static final String KIND = "ScaledObject";
    private static final String PLURAL = "scaledobjects";

    private final KubernetesClient client;

    private Keda(KubernetesClient client) {
        this.client = client;
    }

    /** Makes the cluster serve them, and returns when it does. */
    public static Keda install(KubernetesClient client) {
        client.resource(definition()).create();
        await("a cluster that says that it serves them")
                .until(() -> client.getApiResources(GROUP + "/" + VERSION) != null);
        return new Keda(client);
    }

    /** One that is paused: KEDA takes its HorizontalPodAutoscaler away, and nobody else is to set the replicas. */
    public static GenericKubernetesResource paused(String namespace, String name, String deployment) {
        GenericKubernetesResource scaled = new GenericKubernetesResource();
        scaled.setApiVersion(GROUP + "/" + VERSION);
        scaled.setKind(KIND);
        scaled.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .addToAnnotations("autoscaling.keda.sh/paused", "true")
                .build());
        scaled.setAdditionalProperty("spec", Map.of("scaleTargetRef", Map.of("name", deployment)));
        return scaled;
    }

    private static CustomResourceDefinition definition() {
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(PLURAL + "." + GROUP)
                .endMetadata()
                .withNewSpec()
                .withGroup(GROUP)
                .withScope("Namespaced")
                .withNewNames()
                .withKind(KIND)
                .withListKind(KIND + "List")
                .withPlural(PLURAL)
                .withSingular("scaledobject")
                .endNames()
                .addNewVersion()
                .withName(VERSION)
                .withServed(true)
                .withStorage(true)
                .withNewSchema()
                .withOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                        .withType("object")
                        .withXKubernetesPreserveUnknownFields(true)
                        .build())
                .endSchema()
                .endVersion()
                .endSpec()
                .build();
    }

    /** Takes them and their definition away, and returns when the cluster serves them no more. */
    @Override
    public void close() {
        client.resource(definition()).delete();
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(PLURAL + "." + GROUP)
                .waitUntilCondition(there -> there == null, 30, TimeUnit.SECONDS);
    }
}
