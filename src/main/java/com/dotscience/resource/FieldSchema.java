package com.dotscience.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The schema of a field, of which only the schema of one value differs by who reads it. */
final class FieldSchema {

    private FieldSchema() {}

    /**
     * @param classes the schema of a field of the format {@link Format#CLASSES}
     * @param one gives the schema of one value of a field
     */
    static Map<String, Object> of(Field field, Map<String, Object> classes, Function<Field, Map<String, Object>> one) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", new Explanation(field).sentences());
        if (field.format() == Format.CLASSES) {
            schema.putAll(classes);
        } else if (field.proto().isMapField()) {
            schema.put("type", "object");
            schema.put("additionalProperties", one.apply(field));
        } else if (field.proto().isRepeated()) {
            schema.put("type", "array");
            schema.put("items", one.apply(field));
        } else {
            schema.putAll(one.apply(field));
        }
        return schema;
    }
}
