package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists whose elements are told apart by a key, as the Kubernetes API itself does when it merges them. Every other list is
 * compared as one value, because nothing tells its elements apart.
 */
enum KeyedList {
    CONTAINERS,
    ENV,
    /** The ports of a container or a Service, whose key is the number and the protocol. */
    PORTS,
    /** The rules of an Ingress, whose key is the host. */
    RULES,
    PATHS,
    VOLUMES,
    /** The mounts of a container, whose key is the path in the container. */
    VOLUME_MOUNTS,
    PULL_SECRETS,
    /** What a rule of an HTTPRoute leads to. */
    BACKEND_REFS,
    NONE;

    static KeyedList in(String field) {
        return switch (field) {
            case "containers" -> CONTAINERS;
            case "env" -> ENV;
            case "ports" -> PORTS;
            case "rules" -> RULES;
            case "paths" -> PATHS;
            case "volumes" -> VOLUMES;
            case "volumeMounts" -> VOLUME_MOUNTS;
            case "imagePullSecrets" -> PULL_SECRETS;
            case "backendRefs" -> BACKEND_REFS;
            default -> NONE;
        };
    }

    String keyOf(JsonNode element) {
        return switch (this) {
            case CONTAINERS, ENV, VOLUMES, PULL_SECRETS, BACKEND_REFS ->
                element.path("name").asText();
            case VOLUME_MOUNTS -> element.path("mountPath").asText();
            case PORTS -> number(element) + "/" + element.path("protocol").asText("TCP");
            case RULES -> element.path("host").asText();
            case PATHS -> element.path("path").asText();
            case NONE -> throw new IllegalStateException("The elements of this list have no key");
        };
    }

    /** Returns the elements by their keys, in their order; if several have the same key, the first of them. */
    Map<String, JsonNode> byKey(JsonNode list) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        list.forEach(element -> elements.putIfAbsent(keyOf(element), element));
        return elements;
    }

    /** Returns the fields that make up the key. */
    List<String> keyFields() {
        return switch (this) {
            case CONTAINERS, ENV, VOLUMES, PULL_SECRETS, BACKEND_REFS -> List.of("name");
            case VOLUME_MOUNTS -> List.of("mountPath");
            case PORTS -> List.of("containerPort", "port", "protocol");
            case RULES -> List.of("host");
            case PATHS -> List.of("path");
            case NONE -> List.of();
        };
    }

    /**
     * Says whether each element is one value. The API server adds nothing to such an element, and mixing two of them can make
     * an invalid one: a variable with both a value and a source, or a backend with both the number and the name of a port.
     */
    boolean elementsAreWhole() {
        return switch (this) {
            case ENV, PATHS, VOLUMES, VOLUME_MOUNTS, PULL_SECRETS -> true;
            case CONTAINERS, PORTS, RULES, BACKEND_REFS, NONE -> false;
        };
    }

    private static String number(JsonNode port) {
        return port.has("containerPort")
                ? port.path("containerPort").asText()
                : port.path("port").asText();
    }
}
