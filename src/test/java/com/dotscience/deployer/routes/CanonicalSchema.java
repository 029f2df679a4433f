package com.dotscience.deployer.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The schema of the YAML DSL that is in Camel's own jar, without the short forms: a step is no text, and an expression stands under
 * {@code expression}. So visual editors write it.
 */
final class CanonicalSchema {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final JsonSchema schema;

    CanonicalSchema() throws IOException {
        try (InputStream file = CanonicalSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            JsonNode all = new ObjectMapper().readTree(file);
            withoutShortForms(all);
            schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(all);
        }
    }

    /** What is wrong with a file, each with where. */
    List<String> complaints(String yaml) throws IOException {
        // A setting may stand where the schema knows true and false only.
        String typed = yaml.replaceAll("autoStartup: \"\\{\\{.*}}\"", "autoStartup: true");
        return schema.validate(YAML.readTree(typed)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static void withoutShortForms(JsonNode node) {
        if (node instanceof ObjectNode object) {
            JsonNode choice = object.get("oneOf");
            if (choice instanceof ArrayNode either && isTextOrObject(either)) {
                remove(either, each -> each.path("type").asText().equals("string"));
            }
            if (object.get("anyOf") instanceof ArrayNode ways) {
                // Either an expression of any language beside the other fields, or the field expression: the last only.
                ways.forEach(way -> {
                    if (way.get("oneOf") instanceof ArrayNode forms && holdsFieldExpression(forms)) {
                        remove(forms, form -> !requiresExpression(form));
                    }
                });
            }
        }
        node.forEach(CanonicalSchema::withoutShortForms);
    }

    private static boolean isTextOrObject(ArrayNode either) {
        List<String> types = new ArrayList<>();
        either.forEach(each -> types.add(each.path("type").asText()));
        return types.contains("string") && types.contains("object");
    }

    private static boolean holdsFieldExpression(ArrayNode forms) {
        for (JsonNode form : forms) {
            if (requiresExpression(form)) {
                return true;
            }
        }
        return false;
    }

    private static boolean requiresExpression(JsonNode form) {
        return form.path("required").path(0).asText().equals("expression")
                && form.path("properties").has("expression");
    }

    private static void remove(ArrayNode from, Predicate<JsonNode> what) {
        for (int i = from.size() - 1; i >= 0; i--) {
            if (what.test(from.get(i))) {
                from.remove(i);
            }
        }
    }
}
