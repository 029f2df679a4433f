package com.dotscience.deployer.states;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.ObjectKey;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.TextFormat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.zjsonpatch.JsonPatch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What objects say, each thing once: worlds hold numbers of it, so that many worlds take little room, and equal objects are one object.
 * Thread-safe.
 */
final class Contents {

    /** What an object says, without what the API server counts: its uid and its version. */
    static final class Content {

        private final int number;
        private final ObjectNode tree;

        private Content(int number, ObjectNode tree) {
            this.number = number;
            this.tree = tree;
        }

        /** Returns a tree that may be changed. */
        ObjectNode copy() {
            return tree.deepCopy();
        }

        JsonNode at(String pointer) {
            return tree.at(pointer);
        }

        String toText() {
            return tree.toString();
        }

        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    private record Typed(int content, long uid, long version) {}

    private record Edit(int content, String operations) {}

    private static final class ByIdentity {

        private final Object object;

        ByIdentity(Object object) {
            this.object = object;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ByIdentity same && same.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    private final AtomicInteger numbers = new AtomicInteger();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Content> byText = new ConcurrentHashMap<>();
    private final Map<Typed, HasMetadata> typed = new ConcurrentHashMap<>();
    private final Map<ByIdentity, Content> ofTyped = new ConcurrentHashMap<>();
    private final Map<Edit, Content> edited = new ConcurrentHashMap<>();
    private final Map<ByIdentity, String> texts = new ConcurrentHashMap<>();

    /** Returns what a tree says. */
    Content of(ObjectNode tree) {
        ObjectNode metadata = tree.withObject("/metadata");
        metadata.remove("uid");
        metadata.remove("resourceVersion");
        return byText.computeIfAbsent(tree.toString(), text -> new Content(numbers.incrementAndGet(), tree));
    }

    /** Returns what an object says that a deployer wants to create. */
    Content of(HasMetadata object) {
        Content known = ofTyped.get(new ByIdentity(object));
        return known == null ? of(json.<ObjectNode>valueToTree(object)) : known;
    }

    /** Returns the object in the form in which a client gets it. */
    HasMetadata typed(Content content, long uid, long version) {
        return typed.computeIfAbsent(new Typed(content.number, uid, version), key -> {
            ObjectNode tree = content.copy();
            tree.withObject("/metadata").put("uid", Long.toString(uid)).put("resourceVersion", Long.toString(version));
            HasMetadata object = json.convertValue(tree, type(tree));
            ofTyped.put(new ByIdentity(object), content);
            return object;
        });
    }

    private static Class<? extends HasMetadata> type(ObjectNode tree) {
        return tree.path("kind").asText().equals("Ingress")
                ? Ingress.class
                : io.fabric8.kubernetes.api.model.apps.Deployment.class;
    }

    /**
     * Returns what an object says after a JSON Patch, which is applied to all but its uid and version.
     *
     * @param operations without that on the version
     */
    Content edited(Content content, JsonNode operations) {
        return edited.computeIfAbsent(
                new Edit(content.number, operations.toString()),
                edit -> of((ObjectNode) JsonPatch.apply(operations, content.copy())));
    }

    /** Returns what an object says that no deployer has made. */
    Content foreign(ObjectKey place) {
        ObjectNode object = json.createObjectNode().put("apiVersion", "apps/v1").put("kind", "Deployment");
        object.withObject("/metadata").put("name", place.name()).put("namespace", place.namespace());
        object.withObject("/spec")
                .put("replicas", 1)
                .withObject("/selector/matchLabels")
                .put("app", "foreign");
        object.withObject("/spec/template/metadata/labels").put("app", "foreign");
        object.withObject("/spec/template/spec")
                .withArray("containers")
                .addObject()
                .put("name", "foreign")
                .put("image", "foreign");
        return of(object);
    }

    JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Returns a number that says what an object says. */
    String numberOf(HasMetadata object) {
        return of(object).toString();
    }

    /** Returns the text of a model deployment without its revision. */
    String textOf(Deployment wanted) {
        return texts.computeIfAbsent(
                new ByIdentity(wanted),
                key -> TextFormat.printer()
                        .printToString(wanted.toBuilder().clearRevision().build()));
    }
}
