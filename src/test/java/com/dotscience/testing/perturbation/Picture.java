package com.dotscience.testing.perturbation;

import com.dotscience.api.ClusterContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What there is in a namespace, field by field, with the ids and the names of one run replaced by what they are in every run. What controllers say
 * of an object, when it was made, and who wrote which field when, is left out.
 *
 * @param fields by the object and the path in it
 */
public record Picture(TreeMap<String, String> fields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What these objects are, all of one namespace and of one deployer. */
    public static Picture of(List<? extends HasMetadata> objects, String namespace) {
        TreeMap<String, String> fields = new TreeMap<>();
        for (HasMetadata object : objects) {
            Map<String, String> annotations = object.getMetadata().getAnnotations();
            String id = annotations.get(ClusterContract.ID);
            ObjectNode json = JSON.valueToTree(object);
            json.remove("status");
            // Two may be made in the same second.
            ((ObjectNode) json.get("metadata")).remove(List.of("managedFields", "creationTimestamp"));
            String prefix =
                    object.getKind() + " " + withoutId(object.getMetadata().getName());
            // An id first, and then the part of it that is in names.
            Map<String, String> own = new LinkedHashMap<>();
            own.put(id, "ID");
            own.put(id.replaceFirst("-.*", ""), "ID");
            own.put(namespace, "NAMESPACE");
            own.put(annotations.get(ClusterContract.IDENTITY_ANNOTATION), "IDENTITY");
            flatten(json, prefix, own, fields);
        }
        return new Picture(fields);
    }

    /** The name of an object without the part of an id with which it ends. */
    public static String withoutId(String name) {
        return name.replaceFirst("-[0-9a-f]{8}$", "");
    }

    private static void flatten(JsonNode node, String path, Map<String, String> own, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(field.getValue(), path + "/" + field.getKey(), own, fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(node.get(i), path + "/" + i, own, fields);
            }
        } else {
            String value = node.asText();
            for (Map.Entry<String, String> each : own.entrySet()) {
                value = value.replace(each.getKey(), each.getValue());
            }
            fields.put(path, value);
        }
    }

    /** The fields that are different in the other. */
    public Set<String> differences(Picture other) {
        Set<String> all = new HashSet<>(fields.keySet());
        all.addAll(other.fields.keySet());
        all.removeIf(path -> Objects.equals(fields.get(path), other.fields.get(path)));
        return all;
    }

    /** All but some fields. */
    public Picture without(Set<String> paths) {
        TreeMap<String, String> rest = new TreeMap<>(fields);
        rest.keySet().removeAll(paths);
        return new Picture(rest);
    }
}
