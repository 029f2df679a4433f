package com.dotscience.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The CustomResourceDefinition of the resource, by which a cluster keeps it. It is made of the one description of the fields. */
public final class CustomResource {

    /** What the API server calls several of them, in addresses and in roles. */
    public static final String PLURAL = "modeldeployments";

    /** The group in {@link ResourceReader#API_VERSION}. */
    public static final String GROUP = ResourceReader.API_VERSION.substring(0, ResourceReader.API_VERSION.indexOf('/'));

    /** The version in {@link ResourceReader#API_VERSION}. */
    public static final String VERSION = ResourceReader.API_VERSION.substring(GROUP.length() + 1);

    /** What it is deployed by is the deployer of the cluster that it is in, so that nobody has to name one. */
    static final String DEPLOYER = "deployer";

    private static final int LONGEST_NAME = 63;

    private CustomResource() {}

    /** Returns the definition as maps, lists, texts, numbers and booleans. */
    static Map<String, Object> definition() {
        return map(
                "apiVersion",
                "apiextensions.k8s.io/v1",
                "kind",
                "CustomResourceDefinition",
                "metadata",
                map("name", PLURAL + "." + GROUP, "labels", Map.of("app.kubernetes.io/name", "dotscience-deployer")),
                "spec",
                map(
                        "group",
                        GROUP,
                        "scope",
                        "Namespaced",
                        "names",
                        map(
                                "kind",
                                ResourceReader.KIND,
                                "listKind",
                                ResourceReader.KIND + "List",
                                "plural",
                                PLURAL,
                                "singular",
                                "modeldeployment",
                                "shortNames",
                                List.of("md")),
                        "versions",
                        List.of(version())));
    }

    private static Map<String, Object> version() {
        return map(
                "name",
                VERSION,
                "served",
                true,
                "storage",
                true,
                "subresources",
                map("status", Map.of()),
                "additionalPrinterColumns",
                List.of(
                        column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status", 0),
                        column("Phase", "string", ".status.phase", 0),
                        column("Wanted", "integer", ".status.replicas", 0),
                        column("Available", "integer", ".status.availableReplicas", 0),
                        column("URL", "string", ".status.url", 0),
                        column("Age", "date", ".metadata.creationTimestamp", 0),
                        column("Image", "string", ".spec.image", 1),
                        column("Message", "string", ".status.conditions[?(@.type==\"Ready\")].message", 1)),
                "schema",
                map("openAPIV3Schema", schema()));
    }

    private static Map<String, Object> column(String name, String type, String path, int priority) {
        Map<String, Object> column = map("name", name, "type", type, "jsonPath", path);
        if (priority > 0) {
            column.put("priority", priority);
        }
        return column;
    }

    private static Map<String, Object> schema() {
        List<Field> spec = ResourceFields.spec();
        return map(
                "description",
                JsonSchema.DESCRIPTION,
                "type",
                "object",
                "required",
                List.of("spec"),
                "properties",
                map(
                        "apiVersion",
                        Map.of("type", "string"),
                        "kind",
                        Map.of("type", "string"),
                        "metadata",
                        map(
                                "type",
                                "object",
                                "properties",
                                map("name", map("type", "string", "maxLength", LONGEST_NAME))),
                        "spec",
                        StructuralSchema.object(
                                "What is asked for.",
                                spec,
                                StructuralSchema.required(spec).stream()
                                        .filter(name -> !name.equals(DEPLOYER))
                                        .toList()),
                        "status",
                        status()));
    }

    private static Map<String, Object> status() {
        return map(
                "description",
                "What is really running, as the deployer sees it.",
                "type",
                "object",
                "properties",
                map(
                        "id",
                        text("The id of the model deployment, which its objects carry."),
                        "observedGeneration",
                        number("The generation of the resource that this status speaks of.", "int64"),
                        "phase",
                        text("Pending, Progressing, Ready, Degraded, Failed or Removing."),
                        "url",
                        text("Where it is served, if it has a host."),
                        "image",
                        text("The image that really serves."),
                        "replicas",
                        number("How many copies are wanted.", "int64"),
                        "updatedReplicas",
                        number("How many copies are of what is wanted now.", "int64"),
                        "readyReplicas",
                        number("How many copies are ready.", "int64"),
                        "availableReplicas",
                        number("How many copies have been ready for long enough.", "int64"),
                        "conditions",
                        map(
                                "description",
                                "Ready, Progressing and Degraded, each with the reason.",
                                "type",
                                "array",
                                "x-kubernetes-list-type",
                                "map",
                                "x-kubernetes-list-map-keys",
                                List.of("type"),
                                "items",
                                condition())));
    }

    private static Map<String, Object> condition() {
        return map(
                "type",
                "object",
                "required",
                List.of("type", "status", "lastTransitionTime", "reason"),
                "properties",
                map(
                        "type",
                        Map.of("type", "string"),
                        "status",
                        map("type", "string", "enum", List.of("True", "False", "Unknown")),
                        "observedGeneration",
                        map("type", "integer", "format", "int64"),
                        "lastTransitionTime",
                        map("type", "string", "format", "date-time"),
                        "reason",
                        Map.of("type", "string"),
                        "message",
                        Map.of("type", "string")));
    }

    private static Map<String, Object> text(String description) {
        return map("description", description, "type", "string");
    }

    private static Map<String, Object> number(String description, String format) {
        return map("description", description, "type", "integer", "format", format);
    }

    /** Returns a map in this order, in which names and values take turns. */
    private static Map<String, Object> map(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
