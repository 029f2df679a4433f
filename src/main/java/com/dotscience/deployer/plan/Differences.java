package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the fields of an object that are not as they are wanted. It names list elements by their keys and not by their
 * positions, because positions shift when somebody adds an element.
 */
final class Differences {

    /** Longer values are cut, because a status has room for one sentence. */
    private static final int LONGEST = 100;

    /** This part of a URL is its user and password, which nobody else may see (R10). */
    private static final Pattern USER = Pattern.compile("//[^/@\\s]+@");

    /** The entries of these maps are named one by one, even where one of the two objects has no such map. */
    private static final Set<String> MAPS = Set.of("labels", "annotations", "selector");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /**
     * Compares two objects in the form of {@link ObjectTree}. The annotation that holds the record of what is ours is named
     * only if nothing else differs or if it is missing, because people did not write it.
     */
    static List<Difference> between(ObjectNode observed, ObjectNode wanted) {
        Differences differences = new Differences();
        differences.fields("", List.of(), observed, wanted);
        List<Difference> all = differences.found;
        List<Difference> others = all.stream()
                .filter(difference -> !difference.field().contains(ClusterContract.APPLIED_ANNOTATION)
                        || difference.there().equals(Difference.NOTHING))
                .toList();
        return others.isEmpty() ? all : others;
    }

    /** Returns the difference that stands for an object that is missing altogether. */
    static List<Difference> gone(String name) {
        return List.of(new Difference("metadata.name", name, Difference.NOTHING, List.of("metadata", "name")));
    }

    private void fields(String path, List<String> managed, JsonNode is, JsonNode shall) {
        Set<String> names = new LinkedHashSet<>();
        shall.fieldNames().forEachRemaining(names::add);
        is.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String field = name.contains(".") || name.contains("/")
                    ? path + "[" + name + "]"
                    : path + (path.isEmpty() ? "" : ".") + name;
            value(name, field, with(managed, name), is.path(name), shall.path(name));
        }
    }

    private void value(String name, String field, List<String> managed, JsonNode is, JsonNode shall) {
        if (is.equals(shall) || name.equals(ClusterContract.APPLIED_ANNOTATION) && isMoreThan(is, shall)) {
            return;
        }
        if (is.isObject() && shall.isObject()) {
            fields(field, managed, is, shall);
        } else if (MAPS.contains(name) && (is.isObject() || shall.isObject())) {
            fields(
                    field,
                    managed,
                    is.isObject() ? is : NODES.objectNode(),
                    shall.isObject() ? shall : NODES.objectNode());
        } else if (is instanceof ArrayNode there
                && shall instanceof ArrayNode wanted
                && KeyedList.in(name) != KeyedList.NONE) {
            elements(KeyedList.in(name), field, managed, there, wanted);
        } else {
            found.add(new Difference(field, text(shall), text(is), managed));
        }
    }

    /**
     * Says whether one record contains all of another and more. It then also lists keys that an admission webhook once gave to
     * our elements; these are taken out in time, and are no difference.
     */
    private static boolean isMoreThan(JsonNode is, JsonNode shall) {
        try {
            JsonNode there = JSON.readTree(is.asText());
            return there.isObject()
                    && RekeyedElements.merge((ObjectNode) there, (ObjectNode) JSON.readTree(shall.asText()))
                            .equals(there);
        } catch (JsonProcessingException | ClassCastException noRecord) {
            return false;
        }
    }

    /**
     * Compares list elements. Elements with the same key are the same element; the remaining ones are paired in their order,
     * and then their keys differ, too.
     */
    private void elements(KeyedList keyed, String field, List<String> managed, ArrayNode is, ArrayNode shall) {
        Map<String, JsonNode> wanted = new LinkedHashMap<>(keyed.byKey(shall));
        List<JsonNode> rest = new ArrayList<>();
        for (JsonNode there : is) {
            JsonNode same = wanted.remove(keyed.keyOf(there));
            if (same == null) {
                rest.add(there);
            } else {
                element(keyed, field, managed, there, same);
            }
        }
        Iterator<JsonNode> others = rest.iterator();
        for (JsonNode missing : wanted.values()) {
            if (others.hasNext()) {
                element(keyed, field, managed, others.next(), missing);
            } else {
                found.add(new Difference(
                        field + "[" + keyed.keyOf(missing) + "]", text(missing), Difference.NOTHING, managed));
            }
        }
        others.forEachRemaining(more -> found.add(new Difference(
                field + "[" + keyed.keyOf(more) + "]",
                Difference.NOTHING,
                text(more),
                with(managed, keyOf(keyed, more)))));
    }

    private void element(KeyedList keyed, String field, List<String> managed, JsonNode is, JsonNode shall) {
        fields(field + "[" + keyed.keyOf(shall) + "]", with(managed, keyOf(keyed, is)), is, shall);
    }

    private static String keyOf(KeyedList keyed, JsonNode element) {
        return element instanceof ObjectNode object
                ? object.deepCopy().retain(keyed.keyFields()).toString()
                : element.toString();
    }

    private static List<String> with(List<String> path, String next) {
        List<String> longer = new ArrayList<>(path);
        longer.add(next);
        return longer;
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Difference.NOTHING;
        }
        String text = value.isTextual() && !value.asText().isEmpty() ? value.asText() : value.toString();
        String safe = USER.matcher(text).replaceAll("//***@");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST - 1) + "…";
    }
}
