package com.dotscience.deployer.kubeconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * One cluster, user or context of a kubeconfig, and the file in which it stands: paths in the section are relative to that file.
 *
 * @param name of the section, for people: {@code clusters[minikube]}
 */
record Section(String name, JsonNode fields, Path file) {

    /** A section without fields: kubectl takes one for a context that names no user. */
    static Section empty(String name, Path file) {
        return new Section(name, MissingNode.getInstance(), file);
    }

    /** The section of a field that is an object itself. */
    Section inner(String field) {
        return new Section(name + "." + field, fields.path(field), file);
    }

    boolean has(String field) {
        JsonNode value = fields.path(field);
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isEmpty());
    }

    Optional<String> text(String field) {
        if (!has(field)) {
            return Optional.empty();
        }
        if (!fields.path(field).isTextual()) {
            throw refuse(field, "must be a text");
        }
        return Optional.of(fields.path(field).textValue());
    }

    boolean flag(String field) {
        if (!has(field)) {
            return false;
        }
        if (!fields.path(field).isBoolean()) {
            throw refuse(field, "must be true or false");
        }
        return fields.path(field).booleanValue();
    }

    List<String> texts(String field) {
        if (!has(field)) {
            return List.of();
        }
        JsonNode list = fields.path(field);
        if (!list.isArray() || !StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual)) {
            throw refuse(field, "must be a list of texts");
        }
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    /** A file that can be read, named from where this section stands. */
    Optional<Path> path(String field) {
        return text(field).map(named -> {
            Path path = file.toAbsolutePath().resolveSibling(named).normalize();
            if (!Files.isReadable(path) || Files.isDirectory(path)) {
                throw refuse(field, "names the file " + path + ", which cannot be read");
            }
            return path;
        });
    }

    /** Refuses every field but these. */
    void allowOnly(Set<String> known) {
        if (fields instanceof ObjectNode object) {
            object.properties().stream()
                    .map(java.util.Map.Entry::getKey)
                    .filter(field -> !known.contains(field))
                    .findFirst()
                    .ifPresent(field -> {
                        throw refuse(field, "is not known here: take it out, or correct its name");
                    });
        } else if (!fields.isMissingNode() && !fields.isNull()) {
            throw new IllegalArgumentException("The kubeconfig " + file + ": " + name + " must be a map");
        }
    }

    IllegalArgumentException refuse(String field, String reason) {
        return new IllegalArgumentException("The kubeconfig " + file + ": " + name + "." + field + " " + reason);
    }
}
