package com.dotscience.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Gateway API, as far as a cluster serves HTTPRoutes. Its definition is made here of the fields of fabric8's model, so that the API
 * server drops whatever the model does not have, and fills in what the one of the Gateway API's own project fills in.
 */
public final class GatewayApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "gateway.networking.k8s.io";

    /** That in which they are stored is the first. */
    private static final List<String> VERSIONS = List.of("v1", "v1beta1");

    /**
     * The defaults by the path of the field: those of release 1.2 of the Gateway API, but for the
     * empty group of a backend, which an API server of Kubernetes 1.20 that was built with a newer Go takes for null.
     */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "spec.parentRefs.group",
            GROUP,
            "spec.parentRefs.kind",
            "Gateway",
            "spec.rules.backendRefs.kind",
            "Service",
            "spec.rules.backendRefs.weight",
            1,
            "spec.rules.matches.path",
            Map.of("type", "PathPrefix", "value", "/"),
            "spec.rules.matches.path.type",
            "PathPrefix",
            "spec.rules.matches.path.value",
            "/",
            "spec.rules.matches",
            List.of(Map.of("path", Map.of("type", "PathPrefix", "value", "/"))));

    private GatewayApi() {}

    /** Makes the cluster serve HTTPRoutes, and returns when it does. */
    public static void install(KubernetesClient client) {
        install(client, "v1");
    }

    /**
     * Makes the cluster serve HTTPRoutes in one version alone, and returns when it does. Those that are there are served in it from then
     * on.
     *
     * @param version {@code v1}, or {@code v1beta1} as in a cluster of an older Gateway API
     */
    public static void install(KubernetesClient client, String version) {
        client.resource(definition(version)).createOr(there -> there.update());
        await().until(() -> VERSIONS.stream()
                .filter(each -> isServed(client, each))
                .toList()
                .equals(List.of(version)));
    }

    private static boolean isServed(KubernetesClient client, String version) {
        APIResourceList served = client.getApiResources(GROUP + "/" + version);
        return served != null
                && served.getResources().stream()
                        .anyMatch(resource -> resource.getKind().equals("HTTPRoute"));
    }

    private static CustomResourceDefinition definition(String served) {
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName("httproutes." + GROUP)
                // The API server takes no definition of a group of Kubernetes' own without this.
                .addToAnnotations("api-approved.kubernetes.io", "https://github.com/kubernetes-sigs/gateway-api")
                .endMetadata()
                .withNewSpec()
                .withGroup(GROUP)
                .withScope("Namespaced")
                .withNewNames()
                .withKind("HTTPRoute")
                .withListKind("HTTPRouteList")
                .withPlural("httproutes")
                .withSingular("httproute")
                .endNames()
                .withVersions(VERSIONS.stream()
                        .map(version -> version(version, version.equals(served)))
                        .toList())
                .endSpec()
                .build();
    }

    private static CustomResourceDefinitionVersion version(String name, boolean served) {
        return new CustomResourceDefinitionVersionBuilder()
                .withName(name)
                .withServed(served)
                .withStorage(name.equals(VERSIONS.get(0)))
                .withNewSchema()
                .withOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                        .withType("object")
                        .withRequired("spec")
                        .addToProperties("spec", schema("spec", HTTPRouteSpec.class))
                        .addToProperties("status", schema("status", HTTPRouteStatus.class))
                        .build())
                .endSchema()
                .withNewSubresources()
                .withNewStatus()
                .endStatus()
                .endSubresources()
                .build();
    }

    private static JSONSchemaProps schema(String path, Type type) {
        JSONSchemaPropsBuilder schema = new JSONSchemaPropsBuilder();
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return schema.withType("array")
                    .withNewItems()
                    .withSchema(schema(path, list.getActualTypeArguments()[0]))
                    .endItems()
                    .build();
        }
        if (type == String.class) {
            return schema.withType("string").build();
        }
        if (type == Integer.class || type == Long.class) {
            return schema.withType("integer").build();
        }
        if (type == Boolean.class) {
            return schema.withType("boolean").build();
        }
        return schema.withType("object")
                .withProperties(properties(path, (Class<?>) type))
                .build();
    }

    private static Map<String, JSONSchemaProps> properties(String path, Class<?> type) {
        Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getName().equals("additionalProperties")) {
                String name = field.getAnnotation(JsonProperty.class).value();
                JSONSchemaProps schema = schema(path + "." + name, field.getGenericType());
                schema.setDefault(JSON.valueToTree(DEFAULTS.get(path + "." + name)));
                properties.put(name, schema);
            }
        }
        return properties;
    }
}
