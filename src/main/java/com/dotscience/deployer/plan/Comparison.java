package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Optional;

/**
 * Compares an object as it is wanted with the same object as it was observed. It looks only at fields that the deployer sets,
 * so that those of others stay.
 */
final class Comparison {

    private final ObjectTree trees;
    private final Applied applied;
    private final GoProgram goProgram;

    Comparison(ObjectMapper json) {
        trees = new ObjectTree(json);
        applied = new Applied(json);
        goProgram = new GoProgram(json);
    }

    /**
     * Returns the object to create: the wanted object, with the record of the fields that the deployer sets ({@link Applied}).
     */
    HasMetadata toCreate(HasMetadata wanted) {
        wanted.setMetadata(new ObjectMetaBuilder(wanted.getMetadata())
                .addToAnnotations(
                        ClusterContract.APPLIED_ANNOTATION,
                        Applied.keysOf(trees.of(wanted)).toString())
                .build());
        return wanted;
    }

    /**
     * Returns the edit that makes the observed object as it is wanted; empty if it is so already (R6).
     *
     * @param observed the object to compare, in place of the one in the slot
     */
    Optional<Edit> toUpdate(Slot slot, HasMetadata observed) {
        ObjectNode is = trees.of(observed);
        ObjectNode laid = result(intent(slot, is), is, slot.sticks());
        ObjectNode shall = StrategyChange.leaveOut(ServiceTypeChange.leaveOut(laid, is));
        return shall == is
                ? Optional.empty()
                : Optional.of(Edit.between(is, shall, observed.getMetadata().getResourceVersion()));
    }

    private Intent intent(Slot slot, ObjectNode is) {
        ObjectNode tree = trees.of(slot.wanted());
        Optional<ObjectNode> record = applied.readFrom(is);
        ObjectNode ours = record.orElseGet(() -> goProgram.applied(is));
        if (record.isPresent() || !GivenAtCreation.isIn(is)) {
            GivenAtCreation.leaveOut(tree, ours);
        }
        SecurityAtCreation.leaveOut(tree, is, record);
        ProxyMemory.keep(tree, is, ours);
        LaterRestart.keep(tree, is);
        AutoscaledReplicas.keep(tree, is, slot);
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
     * Returns the wanted state with the record of what is ours in it. If an earlier write did not stay as written, the record
     * also lists the keys that others have given to our elements: they will give them again, and the deployer has to recognize
     * them.
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
