package com.dotscience.deployer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/**
 * What Camel's catalog says of a component, as Camel's own build writes it: from the annotations of its endpoint.
 *
 * @param description what it is for, a sentence
 */
record ComponentMetadata(Class<? extends Component> component, Class<? extends Endpoint> endpoint, String description) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Where it is among the resources. */
    String place() {
        return "META-INF/" + component.getPackageName().replace('.', '/') + "/" + scheme() + ".json";
    }

    String scheme() {
        return annotation().scheme();
    }

    String json() throws IOException {
        UriEndpoint about = annotation();
        ObjectNode all = JSON.createObjectNode();
        all.putObject("component")
                .put("kind", "component")
                .put("name", about.scheme())
                .put("title", about.title())
                .put("description", description)
                .put("deprecated", false)
                .put("firstVersion", about.firstVersion())
                .put("label", labels(about))
                .put("javaType", component.getName())
                .put("supportLevel", "Stable")
                .put("groupId", "com.dotscience")
                .put("artifactId", "dotscience-deployer")
                .put("scheme", about.scheme())
                .put("extendsScheme", about.extendsScheme())
                .put("syntax", about.syntax())
                .put("async", false)
                .put("api", false)
                .put("consumerOnly", about.consumerOnly())
                .put("producerOnly", about.producerOnly())
                .put("lenientProperties", false)
                .put("remote", about.remote());
        all.putObject("componentProperties");
        ObjectNode properties = all.putObject("properties");
        int index = 0;
        for (Field field : endpoint.getDeclaredFields()) {
            UriPath path = field.getAnnotation(UriPath.class);
            UriParam option = field.getAnnotation(UriParam.class);
            if (path != null || option != null) {
                properties.set(
                        name(field, path, option),
                        path == null
                                ? property(index++, field, "parameter", option.label(), false, option.description())
                                        .put("defaultValue", option.defaultValue())
                                : property(index++, field, "path", path.label(), true, path.description()));
            }
        }
        return JSON.writeValueAsString(all) + "\n";
    }

    private static ObjectNode property(
            int index, Field field, String kind, String label, boolean required, String description) {
        ObjectNode property = JSON.createObjectNode()
                .put("index", index)
                .put("kind", kind)
                .put("displayName", displayed(field.getName()))
                .put("group", label.isEmpty() ? "common" : label)
                .put("label", label)
                .put("required", required)
                .put("type", type(field.getType()))
                .put("javaType", field.getType().getName());
        if (field.getType().isEnum()) {
            var values = property.putArray("enum");
            Stream.of(field.getType().getEnumConstants())
                    .forEach(value -> values.add(
                            // Those whose names in routes are others say so themselves.
                            value.toString().equals(((Enum<?>) value).name())
                                    ? value.toString().toLowerCase(Locale.ROOT)
                                    : value.toString()));
        }
        return property.put("deprecated", false)
                .put("autowired", false)
                .put("secret", false)
                .put("description", description);
    }

    private static String name(Field field, UriPath path, UriParam option) {
        String given = path == null ? option.name() : path.name();
        return given.isEmpty() ? field.getName() : given;
    }

    private static String type(Class<?> type) {
        if (type.isEnum()) {
            return "enum";
        } else if (type == String.class) {
            return "string";
        } else if (type == int.class) {
            return "integer";
        }
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String displayed(String name) {
        String words = name.replaceAll("([A-Z])", " $1");
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String labels(UriEndpoint about) {
        return String.join(
                ",", Stream.of(about.category()).map(Category::getValue).toList());
    }

    private UriEndpoint annotation() {
        return endpoint.getAnnotation(UriEndpoint.class);
    }
}
