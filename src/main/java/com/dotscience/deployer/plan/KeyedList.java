package com.dotscience.deployer.plan;

import com.fasterxml.jackson.databind.JsonNode;

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
    NONE;

    static KeyedList in(String field) {
        return switch (field) {
            case "containers" -> CONTAINERS;
            case "env" -> ENV;
            case "ports" -> PORTS;
            case "rules" -> RULES;
            case "paths" -> PATHS;
            default -> NONE;
        };
    }

    String keyOf(JsonNode element) {
        return switch (this) {
            case CONTAINERS, ENV -> element.path("name").asText();
            case PORTS -> number(element) + "/" + element.path("protocol").asText("TCP");
            case RULES -> element.path("host").asText();
            case PATHS -> element.path("path").asText();
            case NONE -> throw new IllegalStateException("The elements of this list have no key");
        };
    }

    /**
     * Whether an element is one value. The server adds nothing to these, and a part of one laid over a part of another
     * can be invalid: a variable with a value and a source, a backend with the number and the name of a port.
     */
    boolean elementsAreWhole() {
        return this == ENV || this == PATHS;
    }

    private static String number(JsonNode port) {
        return port.has("containerPort")
                ? port.path("containerPort").asText()
                : port.path("port").asText();
    }
}
