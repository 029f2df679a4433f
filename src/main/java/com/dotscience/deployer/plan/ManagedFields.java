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
 * Finds who wrote a field, from what the API server records: for each manager a tree of its fields, with {@code f:} before a
 * name and {@code k:} before the key of a list element. People need to know who changes what the deployer writes. A field that
 * somebody took out has no manager.
 */
public final class ManagedFields {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManagedFields() {}

    /**
     * Returns the manager of a field; if there are several, the last one to write.
     *
     * @param entries those of the object that has the field; null if it has none
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

    /** Says whether a tree contains a path. Where the tree ends, its manager owns everything below. */
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
