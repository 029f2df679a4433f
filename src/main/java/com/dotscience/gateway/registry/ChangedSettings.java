package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names the settings in which two model deployments differ, without their values: a value may be long, or not for everybody. */
final class ChangedSettings {

    /** The parts of a model deployment whose fields are named one by one. */
    private static final Set<Integer> PARTS = Set.of(
            Deployment.DEPLOYMENT_FIELD_NUMBER,
            Deployment.SERVICE_FIELD_NUMBER,
            Deployment.INGRESS_FIELD_NUMBER,
            Deployment.METRICS_FIELD_NUMBER);

    private ChangedSettings() {}

    static List<String> between(Deployment before, Deployment after) {
        return after.getDescriptorForType().getFields().stream()
                .flatMap(field -> PARTS.contains(field.getNumber())
                        ? changed(prefix(field), (Message) before.getField(field), (Message) after.getField(field))
                        : changed(field, "", before, after))
                .toList();
    }

    private static Stream<String> changed(String prefix, Message before, Message after) {
        return after.getDescriptorForType().getFields().stream()
                .flatMap(field -> changed(field, prefix, before, after));
    }

    private static Stream<String> changed(FieldDescriptor field, String prefix, Message before, Message after) {
        return before.getField(field).equals(after.getField(field))
                ? Stream.empty()
                : Stream.of(prefix + field.getName().replace('_', ' '));
    }

    /** Returns the word that tells the fields of a part from those of others; the model itself needs none. */
    private static String prefix(FieldDescriptor part) {
        return switch (part.getNumber()) {
            case Deployment.DEPLOYMENT_FIELD_NUMBER -> "";
            case Deployment.METRICS_FIELD_NUMBER -> "proxy ";
            default -> part.getName() + " ";
        };
    }
}
