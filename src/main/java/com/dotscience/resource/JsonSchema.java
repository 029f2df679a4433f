package com.dotscience.resource;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of the resource, by which editors complete and check files. */
public final class JsonSchema {

    /** What the resource is, for people. */
    static final String DESCRIPTION = "A model deployment: which model is to run where, and how.";

    private static final Map<String, Object> CLASSES = Map.of("type", List.of("array", "object", "string"));

    private JsonSchema() {}

    /** Returns the schema as maps, lists and texts. */
    public static Map<String, Object> document() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", ResourceReader.KIND);
        schema.put("description", DESCRIPTION);
        var top = new LinkedHashMap<String, Object>();
        top.put("apiVersion", Map.of("const", ResourceReader.API_VERSION));
        top.put("kind", Map.of("const", ResourceReader.KIND));
        top.put("metadata", object(ResourceFields.metadata()));
        top.put("spec", object(ResourceFields.spec()));
        schema.putAll(object(top, List.copyOf(top.keySet())));
        return schema;
    }

    private static Map<String, Object> object(List<Field> fields) {
        var properties = new LinkedHashMap<String, Object>();
        fields.forEach(field -> properties.put(field.name(), FieldSchema.of(field, CLASSES, JsonSchema::one)));
        return object(
                properties,
                fields.stream().filter(Field::required).map(Field::name).toList());
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        var object = new LinkedHashMap<String, Object>();
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("additionalProperties", false);
        return object;
    }

    private static Map<String, Object> one(Field field) {
        if (field.isObject()) {
            return object(field.children());
        }
        if (field.format() != Format.TEXT) {
            return Map.of("type", List.of("string", "number"));
        }
        if (!field.values().isEmpty()) {
            return Map.of("enum", field.values());
        }
        return switch (field.proto().getJavaType()) {
            case INT, LONG -> Map.of("type", "integer");
            case BOOLEAN -> Map.of("type", "boolean");
            case ENUM ->
                Map.of(
                        "enum",
                        field.proto().getEnumType().getValues().stream()
                                .map(EnumValueDescriptor::getName)
                                .toList());
            default -> Map.of("type", "string");
        };
    }
}
