package com.dotscience.deployer.states;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.states.Contents.Content;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The model of an API server: versions that only grow, uids, generations, finalizers, preconditions, and what it says to each. How the
 * real one answers is what {@code ApiServerIsAsTheRealOneTest} compares it with.
 */
final class ApiServer {

    private static final String DELETED_AT = "2026-01-01T00:00:00Z";

    /** @param object null if there is none to show: it is gone, or was refused */
    record Answer(int code, String reason, String message, HasMetadata object) {

        boolean isMade() {
            return code < 300;
        }
    }

    /** An object as it is stored. */
    record Stored(ObjectKey key, Content content, long uid, long version) {}

    /** All that is stored. */
    record State(Map<ObjectKey, Stored> objects, long version, long uids) {

        static final State EMPTY = new State(Map.of(), 0, 0);
    }

    private final Contents contents;
    private Map<ObjectKey, Stored> objects = new TreeMap<>();
    private long version;
    private long uids;

    ApiServer(Contents contents) {
        this.contents = contents;
    }

    State state() {
        return new State(Map.copyOf(objects), version, uids);
    }

    void restore(State state) {
        objects = new TreeMap<>(state.objects);
        version = state.version;
        uids = state.uids;
    }

    long version() {
        return version;
    }

    Map<ObjectKey, Stored> objects() {
        return objects;
    }

    /** Returns the object as a client gets it; null if there is none. */
    HasMetadata get(ObjectKey key) {
        Stored stored = objects.get(key);
        return stored == null ? null : typed(stored);
    }

    HasMetadata typed(Stored stored) {
        return contents.typed(stored.content, stored.uid, stored.version);
    }

    /** Stores an object that is new. */
    Answer create(ObjectKey key, Content asked, UnaryOperator<ObjectNode> admission) {
        Stored there = objects.get(key);
        if (there != null) {
            String deleted = isTerminating(there) ? "object is being deleted: " : "";
            return new Answer(409, "AlreadyExists", deleted + named(key) + " already exists", null);
        }
        ObjectNode tree = admission.apply(asked.copy());
        tree.withObject("/metadata").put("generation", 1);
        Answer stored = store(key, contents.of(tree), ++uids);
        return new Answer(201, "", "", stored.object);
    }

    /** Applies a JSON Patch, which may name the version that it is for. */
    Answer patch(ObjectKey key, String patch, UnaryOperator<ObjectNode> admission) {
        Stored there = objects.get(key);
        if (there == null) {
            return notFound(key);
        }
        ArrayNode operations = contents.read(patch).deepCopy();
        ArrayNode others = operations.arrayNode();
        for (JsonNode operation : operations) {
            if (!operation.path("path").asText().equals("/metadata/resourceVersion")) {
                others.add(operation);
            } else if (!operation.path("value").asText().equals(Long.toString(there.version))) {
                return new Answer(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on " + named(key) + ": the object has been modified; please"
                                + " apply your changes to the latest version and try again",
                        null);
            }
        }
        return update(
                there, admission.apply(contents.edited(there.content, others).copy()));
    }

    /** Writes as anybody else does, whatever the version is. */
    Answer edit(ObjectKey key, UnaryOperator<ObjectNode> change) {
        Stored there = objects.get(key);
        return there == null ? notFound(key) : update(there, change.apply(there.content.copy()));
    }

    private Answer update(Stored there, ObjectNode tree) {
        ObjectNode metadata = tree.withObject("/metadata");
        metadata.set("generation", there.content.at("/metadata/generation"));
        if (there.content.at("/metadata/deletionTimestamp").isTextual()) {
            metadata.put("deletionTimestamp", DELETED_AT).put("deletionGracePeriodSeconds", 0);
        }
        if (metadata.path("finalizers").isEmpty()) {
            metadata.remove("finalizers");
        }
        if (!tree.path("spec").equals(there.content.at("/spec"))) {
            metadata.put("generation", metadata.path("generation").asLong() + 1);
        }
        Content content = contents.of(tree);
        if (content == there.content) {
            return new Answer(200, "", "", typed(there));
        }
        if (isTerminating(there) && !metadata.has("finalizers")) {
            objects.remove(there.key);
            version++;
            return new Answer(200, "", "", contents.typed(content, there.uid, there.version));
        }
        return store(there.key, content, there.uid);
    }

    /** @param uid that the object must have; empty if it does not matter */
    Answer delete(ObjectKey key, String uid) {
        Stored there = objects.get(key);
        if (there == null) {
            return notFound(key);
        }
        if (!uid.isEmpty() && !uid.equals(Long.toString(there.uid))) {
            return new Answer(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on "
                            + (key.kind() == Kind.INGRESS ? "Ingress.extensions" : "Deployment.apps")
                            + " \"" + key.name() + "\": the UID in the precondition (" + uid
                            + ") does not match the UID in record (" + there.uid
                            + "). The object might have been deleted and then recreated",
                    null);
        }
        if (isTerminating(there)) {
            return new Answer(200, "", "", typed(there));
        }
        if (there.content.at("/metadata/finalizers").isEmpty()) {
            objects.remove(key);
            version++;
            return new Answer(200, "", "", null);
        }
        ObjectNode tree = there.content.copy();
        tree.withObject("/metadata")
                .put("deletionTimestamp", DELETED_AT)
                .put("deletionGracePeriodSeconds", 0)
                .put("generation", there.content.at("/metadata/generation").asLong() + 1);
        return store(key, contents.of(tree), there.uid);
    }

    /** Takes an object away at once, as when its last finalizer goes. */
    void remove(ObjectKey key) {
        if (objects.remove(key) != null) {
            version++;
        }
    }

    private Answer store(ObjectKey key, Content content, long uid) {
        Stored stored = new Stored(key, content, uid, ++version);
        objects.put(key, stored);
        return new Answer(200, "", "", typed(stored));
    }

    static boolean isTerminating(Stored stored) {
        return stored.content.at("/metadata/deletionTimestamp").isTextual();
    }

    private static Answer notFound(ObjectKey key) {
        return new Answer(404, "NotFound", named(key) + " not found", null);
    }

    private static String named(ObjectKey key) {
        String kind = key.kind() == Kind.INGRESS ? "ingresses.networking.k8s.io" : "deployments.apps";
        return kind + " \"" + key.name() + "\"";
    }
}
