package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Optional;

/** An object as it is wanted, compared with the same object as it was observed. */
final class Comparison {

    private final ObjectTree trees;
    private final Applied applied;
    private final GoProgram goProgram;

    Comparison(ObjectMapper json) {
        trees = new ObjectTree(json);
        applied = new Applied(json);
        goProgram = new GoProgram(json);
    }

    /** The object to create: as it is wanted, with the record of what is ours in it. */
    HasMetadata toCreate(HasMetadata wanted) {
        wanted.setMetadata(new ObjectMetaBuilder(wanted.getMetadata())
                .addToAnnotations(
                        ClusterContract.APPLIED_ANNOTATION,
                        Applied.keysOf(trees.of(wanted)).toString())
                .build());
        return wanted;
    }

    /**
     * What makes the observed object as it is wanted; empty if it is (R6).
     *
     * @param observed where the slot's is
     */
    Optional<Edit> toUpdate(Slot slot, HasMetadata observed) {
        ObjectNode is = trees.of(observed);
        ObjectNode shall =
                ServiceTypeChange.leaveOut(result(intent(slot.wanted(), is, slot.autoscaled()), is, slot.sticks()), is);
        return shall == is
                ? Optional.empty()
                : Optional.of(Edit.between(is, shall, observed.getMetadata().getResourceVersion()));
    }

    private Intent intent(HasMetadata wanted, ObjectNode is, boolean autoscaled) {
        ObjectNode tree = trees.of(wanted);
        Optional<ObjectNode> record = applied.readFrom(is);
        ObjectNode ours = record.orElseGet(() -> goProgram.applied(is));
        if (record.isPresent() || !GivenAtCreation.isIn(is)) {
            GivenAtCreation.leaveOut(tree, ours);
        }
        SecurityAtCreation.leaveOut(tree, is, record);
        ProxyMemory.keep(tree, is, ours);
        JsonNode replicas = is.path("spec").path("replicas");
        if (autoscaled && !replicas.isMissingNode()) {
            tree.withObjectProperty("spec").set("replicas", replicas);
        }
        return new Intent(tree, ours);
    }

    private static ObjectNode result(Intent intent, ObjectNode is, boolean sticks) {
        ObjectNode result = recorded(intent, Applied.keysOf(intent.wanted()), is, sticks);
        if (template(result) == template(is) || !Deferred.any(intent)) {
            return result;
        }
        Intent patient = Deferred.leaveOut(intent);
        ObjectNode keys = Applied.keysOf(patient.wanted());
        Deferred.keepListed(keys, intent);
        ObjectNode withoutThem = recorded(patient, keys, is, sticks);
        return template(withoutThem) == template(is) ? withoutThem : result;
    }

    /**
     * With the record of what is ours. Where that does not stick, the keys that others give to elements of ours are a part of
     * it: they will be there again.
     */
    private static ObjectNode recorded(Intent intent, ObjectNode keys, ObjectNode is, boolean sticks) {
        ObjectNode result = intent.recording(keys).over(is);
        if (sticks || result == is) {
            return result;
        }
        ObjectNode rewritten = RekeyedElements.keysIn(intent, is);
        return rewritten.isEmpty()
                ? result
                : intent.recording(RekeyedElements.merge(keys, rewritten)).over(is);
    }

    private static JsonNode template(ObjectNode object) {
        return object.path("spec").path("template");
    }
}
