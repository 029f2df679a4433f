package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.Manifest;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.Decision.Wait;
import com.dotscience.deployer.plan.Decision.Write;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;

/**
 * Decides on objects that belong to a wanted model deployment and are no longer wanted themselves: the Service of a model
 * without ports, the Ingress of one without a host, and everything under a former name or in a former namespace. They may still
 * serve, so they go only when their successors are ready.
 */
final class Leftovers {

    private Leftovers() {}

    /**
     * Decides for each object that is left over whether it is deleted now or stays a while.
     *
     * @param model the model deployment that the manifest is of
     * @param inPlace whether every wanted object exists and is as it is wanted
     */
    static List<Decision> decide(
            Ownership owner,
            com.dotscience.api.Deployment model,
            Manifest manifest,
            Observed observed,
            boolean inPlace) {
        boolean ready = inPlace
                && observed.objects().stream()
                        .filter(object -> ObjectKey.of(object).equals(ObjectKey.of(manifest.deployment())))
                        .allMatch(object -> Rollout.of((Deployment) object).complete());
        return observed.of(owner).stream()
                .filter(object -> manifest.objects().stream()
                        .noneMatch(wanted -> ObjectKey.of(wanted).equals(ObjectKey.of(object))))
                .map(object -> WayFromOutside.awaited(model, object, observed.of(owner), observed.ledBy())
                        .<Decision>map(Wait::new)
                        .orElseGet(() -> decide(owner, manifest.deployment(), object, ready)))
                .toList();
    }

    private static Decision decide(Ownership owner, Deployment wanted, HasMetadata object, boolean ready) {
        if (sameName(object, wanted)) {
            return delete(owner, object, "no " + object.getKind() + " is wanted any more");
        }
        if (ready) {
            return delete(owner, object, ObjectKey.of(wanted) + " has taken its place and is ready");
        }
        return new Wait(ObjectKey.of(object) + " stays until " + ObjectKey.of(wanted) + " is ready");
    }

    static Decision delete(Ownership owner, HasMetadata object, String because) {
        return SlotPolicies.whileBeingDeleted(object)
                .orElseGet(() -> new Write(new Change(
                        owner.id(),
                        Kind.of(object),
                        Action.DELETE,
                        object,
                        "",
                        ObjectKey.of(object) + ": " + because)));
    }

    private static boolean sameName(HasMetadata object, HasMetadata wanted) {
        return object.getMetadata().getName().equals(wanted.getMetadata().getName())
                && object.getMetadata()
                        .getNamespace()
                        .equals(wanted.getMetadata().getNamespace());
    }
}
