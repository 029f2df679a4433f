package com.dotscience.resource;

import com.dotscience.api.DeploymentSpec;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of the resource, as a tree. */
public final class ResourceFields {

    private static final Map<Descriptor, List<Field>> MESSAGES = Descriptions.ofMessages().stream()
            .collect(Collectors.toUnmodifiableMap(
                    fields -> fields.get(0).proto().getContainingType(), Function.identity()));

    private static final List<Field> SPEC = Stream.of(
                    Descriptions.target(), of(DeploymentSpec.getDescriptor()), Descriptions.parts())
            .flatMap(List::stream)
            .toList();

    private static final List<Field> METADATA = Descriptions.metadata();

    private ResourceFields() {}

    /** Returns the fields of {@code metadata}. */
    public static List<Field> metadata() {
        return METADATA;
    }

    /** Returns the fields of {@code spec}: of the pods, and of what stands around them. */
    public static List<Field> spec() {
        return SPEC;
    }

    static Optional<Field> named(String name, List<Field> fields) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** Returns the fields of a message; none if it is not described. */
    static List<Field> of(Descriptor message) {
        return MESSAGES.getOrDefault(message, List.of());
    }

    /** Returns the fields of the protocol that are in a spec and that nothing describes. */
    static List<FieldDescriptor> undescribed() {
        // A restart is something that happens, which the Gateway dates; a file says what is to be.
        FieldDescriptor restart =
                DeploymentSpec.getDescriptor().findFieldByNumber(DeploymentSpec.RESTARTED_AT_FIELD_NUMBER);
        return Stream.concat(Stream.of(DeploymentSpec.getDescriptor()), messagesOf(SPEC))
                .distinct()
                .flatMap(message -> message.getFields().stream())
                .filter(proto -> !proto.equals(restart))
                .filter(proto -> of(proto.getContainingType()).stream()
                        .noneMatch(field -> field.proto().equals(proto)))
                .toList();
    }

    private static Stream<Descriptor> messagesOf(List<Field> fields) {
        return fields.stream()
                .filter(Field::isObject)
                .flatMap(field ->
                        Stream.concat(Stream.of(field.proto().getMessageType()), messagesOf(field.children())));
    }
}
