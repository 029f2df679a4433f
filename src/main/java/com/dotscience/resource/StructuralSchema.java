package com.dotscience.resource;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema of fields as a CustomResourceDefinition has to have it: every place has one type, so that the API server takes out what
 * it does not know. Where a field may be of several types, any value is let through, and whoever reads the resource says what is wrong.
 */
final class StructuralSchema {

    private static final Map<String, Object> ANY = Map.of("x-kubernetes-preserve-unknown-fields", true);

    private StructuralSchema() {}

    /** @param required says which of the required fields the API server is to ask for */
    static Map<String, Object> object(String description, List<Field> fields, List<String> required) {
        var properties = new LinkedHashMap<String, Object>();
        fields.forEach(field -> properties.put(field.name(), FieldSchema.of(field, ANY, StructuralSchema::one)));
        var object = new LinkedHashMap<String, Object>();
        if (!description.isEmpty()) {
            object.put("description", description);
        }
        object.put("type", "object");
        object.put("properties", properties);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }

    static List<String> required(List<Field> fields) {
        return fields.stream().filter(Field::required).map(Field::name).toList();
    }

    private static Map<String, Object> one(Field field) {
        if (field.isObject()) {
            return object("", field.children(), required(field.children()));
        }
        if (field.format() == Format.NUMBER_OR_TEXT) {
            return Map.of("x-kubernetes-int-or-string", true);
        }
        if (field.format() != Format.TEXT) {
            return ANY;
        }
        if (!field.values().isEmpty()) {
            return texts(field.values());
        }
        return switch (field.proto().getJavaType()) {
            case INT -> number("int32");
            case LONG -> number("int64");
            case BOOLEAN -> Map.of("type", "boolean");
            case ENUM ->
                texts(field.proto().getEnumType().getValues().stream()
                        .map(EnumValueDescriptor::getName)
                        .toList());
            default -> Map.of("type", "string");
        };
    }

    private static Map<String, Object> texts(List<String> allowed) {
        var texts = new LinkedHashMap<String, Object>();
        texts.put("type", "string");
        texts.put("enum", allowed);
        return texts;
    }

    private static Map<String, Object> number(String format) {
        var number = new LinkedHashMap<String, Object>();
        number.put("type", "integer");
        number.put("format", format);
        return number;
    }
}
