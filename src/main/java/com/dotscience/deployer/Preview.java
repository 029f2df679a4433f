package com.dotscience.deployer;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deployer would do now.
 *
 * @param changes what it would write
 * @param troubles why it cannot do more, or not yet, each a sentence for people
 */
record Preview(List<Change> changes, List<String> troubles) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String VERSION = "/metadata/resourceVersion";

    boolean inSync() {
        return changes.isEmpty() && troubles.isEmpty();
    }

    /** A line for each change and for each of its fields: {@code +} adds, {@code ~} changes, {@code -} takes away. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(sign(change) + " " + change.reason());
            if (change.action() == Action.CREATE) {
                addFields("spec", json(change.object()).path("spec"), lines);
            } else if (change.action() != Action.DELETE) {
                addDifferences(change, lines);
            }
        }
        troubles.forEach(trouble -> lines.add("! " + trouble));
        lines.add(sum());
        return lines;
    }

    private String sum() {
        if (inSync()) {
            return "Everything is as it is wanted.";
        }
        long created = changes.stream()
                .filter(change -> change.action() == Action.CREATE)
                .count();
        long deleted = changes.stream()
                .filter(change -> change.action() == Action.DELETE)
                .count();
        return created + " to create, " + (changes.size() - created - deleted) + " to change, " + deleted
                + " to delete, " + troubles.size() + " in trouble.";
    }

    private static String sign(Change change) {
        return switch (change.action()) {
            case CREATE -> "+";
            case DELETE -> "-";
            default -> "~";
        };
    }

    private static void addFields(String path, JsonNode value, List<String> lines) {
        if (value.isValueNode() || value.isEmpty()) {
            lines.add("    + " + path + ": " + value);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                addFields(path + "." + i, value.get(i), lines);
            }
        } else {
            value.properties().forEach(field -> addFields(path + "." + field.getKey(), field.getValue(), lines));
        }
    }

    private static void addDifferences(Change change, List<String> lines) {
        JsonNode observed = json(change.object());
        for (JsonNode operation : patch(change)) {
            String pointer = operation.get("path").asText();
            if (!pointer.equals(VERSION)) {
                lines.add("    " + difference(pointer, operation, observed.at(pointer)));
            }
        }
    }

    private static String difference(String pointer, JsonNode operation, JsonNode before) {
        String field = pointer.substring(1).replace("/", ".").replace("~1", "/").replace("~0", "~");
        return switch (operation.get("op").asText()) {
            case "add" -> "+ " + field + ": " + operation.get("value");
            case "remove" -> "- " + field + ": " + before;
            default -> "~ " + field + ": " + before + " -> " + operation.get("value");
        };
    }

    private static JsonNode json(Object object) {
        return JSON.valueToTree(object);
    }

    private static JsonNode patch(Change change) {
        try {
            return JSON.readTree(change.patch());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
