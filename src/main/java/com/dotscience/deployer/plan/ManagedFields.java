package com.dotscience.deployer.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who wrote a field, as the API server keeps it: for each manager the tree of its fields, {@code f:} before a name and
 * {@code k:} before the key of a list element. What somebody took out is nobody's.
 */
public final class ManagedFields {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManagedFields() {}

    /**
     * The manager of a field, of several the last to write.
     *
     * @param entries of the object that has the field; null if it has none
     */
    public static Optional<String> manager(List<ManagedFieldsEntry> entries, Difference field) {
        return Optional.ofNullable(entries).stream()
                .flatMap(List::stream)
                .filter(entry -> entry.getManager() != null
                        && entry.getFieldsV1() != null
                        && has(JSON.valueToTree(entry.getFieldsV1()), field.managed(), 0))
                .max(Comparator.comparing(
                        entry -> Optional.ofNullable(entry.getTime()).orElse("")))
                .map(ManagedFieldsEntry::getManager);
    }

    /** A tree that goes no further has the whole of what is below. */
    private static boolean has(JsonNode tree, List<String> path, int from) {
        if (from == path.size() || from > 0 && tree.isEmpty()) {
            return true;
        }
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (isNamed(field.getKey(), path.get(from)) && has(field.getValue(), path, from + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamed(String managed, String step) {
        if (!managed.startsWith("k:")) {
            return managed.equals("f:" + step);
        }
        try {
            return JSON.readTree(managed.substring(2)).equals(JSON.readTree(step));
        } catch (JsonProcessingException noKey) {
            return false;
        }
    }
}
