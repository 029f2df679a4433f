package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists whose elements are told apart by a key, as the Kubernetes API itself merges them; every other list is one
 * value.
 */
enum KeyedList {
    CONTAINERS,
    ENV,
    /** Of a container or a Service: the number and the protocol. */
    PORTS,
    /** Of an Ingress: the host. */
    RULES,
    PATHS,
    VOLUMES,
    /** The path in the container. */
    VOLUME_MOUNTS,
    PULL_SECRETS,
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
            default -> NONE;
        };
    }

    String keyOf(JsonNode element) {
        return switch (this) {
            case CONTAINERS, ENV, VOLUMES, PULL_SECRETS -> element.path("name").asText();
            case VOLUME_MOUNTS -> element.path("mountPath").asText();
            case PORTS -> number(element) + "/" + element.path("protocol").asText("TCP");
            case RULES -> element.path("host").asText();
            case PATHS -> element.path("path").asText();
            case NONE -> throw new IllegalStateException("The elements of this list have no key");
        };
    }

    /** The elements by their keys, in order; of several with one key the first. */
    Map<String, JsonNode> byKey(JsonNode list) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        list.forEach(element -> elements.putIfAbsent(keyOf(element), element));
        return elements;
    }

    /** What the key is made of. */
    List<String> keyFields() {
        return switch (this) {
            case CONTAINERS, ENV, VOLUMES, PULL_SECRETS -> List.of("name");
            case VOLUME_MOUNTS -> List.of("mountPath");
            case PORTS -> List.of("containerPort", "port", "protocol");
            case RULES -> List.of("host");
            case PATHS -> List.of("path");
            case NONE -> List.of();
        };
    }

    /**
     * Whether an element is one value. The server adds nothing to these, and a part of one laid over a part of another
     * can be invalid: a variable with a value and a source, a backend with the number and the name of a port.
     */
    boolean elementsAreWhole() {
        return switch (this) {
            case ENV, PATHS, VOLUMES, VOLUME_MOUNTS, PULL_SECRETS -> true;
            case CONTAINERS, PORTS, RULES, NONE -> false;
        };
    }

    private static String number(JsonNode port) {
        return port.has("containerPort")
                ? port.path("containerPort").asText()
                : port.path("port").asText();
    }
}
