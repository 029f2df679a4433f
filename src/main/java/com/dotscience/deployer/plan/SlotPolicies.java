package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.Decision.Conflict;
import com.dotscience.deployer.plan.Decision.Wait;
import com.dotscience.deployer.plan.Decision.Write;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides what to do about one wanted object: the first policy that returns a decision wins. */
final class SlotPolicies {

    private final Comparison comparison;
    private final List<Function<Slot, Optional<Decision>>> chain =
            List.of(this::missing, this::foreign, this::beingDeleted, this::different);

    SlotPolicies(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Decides on a slot; empty if the object is as it is wanted. */
    Optional<Decision> decide(Slot slot) {
        return chain.stream()
                .map(policy -> policy.apply(slot))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns the fields of an object that are not as they are wanted. */
    List<Difference> differences(Slot slot, HasMetadata object) {
        return comparison.toUpdate(slot, object).map(Edit::differences).orElse(List.of());
    }

    private Optional<Decision> missing(Slot slot) {
        if (slot.observed().isPresent()) {
            return Optional.empty();
        }
        HasMetadata object = comparison.toCreate(slot.wanted());
        return write(
                slot,
                Action.CREATE,
                object,
                "",
                ObjectKey.of(object) + " is missing",
                Differences.gone(object.getMetadata().getName()));
    }

    /** Decides on an object of somebody else: it is a conflict, and is never written to (R3). */
    private Optional<Decision> foreign(Slot slot) {
        return slot.observed()
                .filter(object -> !slot.own())
                .map(object -> new Conflict(ObjectKey.of(object) + " " + whose(object, slot.owner())
                        + "; it is left alone. Remove it, or rename the model deployment"));
    }

    /** Decides on an object that is being deleted: it is neither patched nor created again until it is gone (R5). */
    private Optional<Decision> beingDeleted(Slot slot) {
        return slot.observed().flatMap(SlotPolicies::whileBeingDeleted);
    }

    static Optional<Decision> whileBeingDeleted(HasMetadata object) {
        return object.isMarkedForDeletion()
                ? Optional.of(new Wait(ObjectKey.of(object) + " is being deleted"))
                : Optional.empty();
    }

    private Optional<Decision> different(Slot slot) {
        return slot.observed()
                .filter(object -> !slot.synced())
                .flatMap(object -> comparison
                        .toUpdate(slot, object)
                        .flatMap(change -> write(
                                slot,
                                change.action(),
                                object,
                                change.patch(),
                                ObjectKey.of(object) + " " + change.reason(),
                                change.differences())));
    }

    private static String whose(HasMetadata object, Ownership owner) {
        return Ownership.of(object)
                .map(other -> other.identity().equals(owner.identity())
                        ? "belongs to the model deployment " + other.id()
                        : "belongs to another deployer")
                .orElse("was not made by a deployer");
    }

    private static Optional<Decision> write(
            Slot slot, Action action, HasMetadata object, String patch, String reason, List<Difference> differences) {
        return Optional.of(
                new Write(new Change(slot.owner().id(), Kind.of(object), action, object, patch, reason, differences)));
    }
}
