package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import com.dotscience.deployer.plan.PlanResult;
import com.dotscience.deployer.plan.Scaling;
import com.dotscience.deployer.plan.Synced;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * The last plan for each id, and the inputs from which it was made. While no input changes, nothing is compared again,
 * so a resync of thousands of model deployments costs next to nothing (R9). When an input changes, the next plan is
 * told which objects the last one found in sync, and compares only the others.
 *
 * <p>A rollout changes the status of its Deployment many times and hardly anything else. Objects that were as wanted
 * before are then still as wanted. A plan with changes is nevertheless made again, because its patches carry the
 * resourceVersion for which they were planned.
 */
final class PlanCache {

    private record Inputs(
            Deployment wanted,
            String identity,
            Scaling scaling,
            Set<Kind> notSticking,
            Set<String> written,
            Map<Kind, KindAccess> access,
            Optional<ObjectKey> ledBy,
            Optional<Set<String>> ingressClasses) {}

    private record Entry(Inputs inputs, List<HasMetadata> objects, PlanResult result) {}

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /**
     * Returns the plan for these inputs: the last plan if the inputs are the same, else a new one.
     *
     * @param planner makes a plan, given the objects that the last one for this id found in sync
     */
    Plan get(
            Deployment wanted,
            String identity,
            Observed observed,
            Optional<Set<String>> ingressClasses,
            Function<Synced, PlanResult> planner) {
        Inputs inputs = new Inputs(
                wanted,
                identity,
                observed.scaling(),
                observed.notSticking(),
                observed.written(),
                observed.access(),
                observed.ledBy(),
                ingressClasses);
        Entry last = entries.get(wanted.getId());
        PlanResult result = last != null && holds(last, inputs, observed.objects())
                ? last.result
                : planner.apply(last == null ? Synced.NOTHING : last.result.synced());
        entries.put(wanted.getId(), new Entry(inputs, observed.objects(), result));
        return result.plan();
    }

    /** Forgets an id that is no longer wanted. */
    void forget(String id) {
        entries.remove(id);
    }

    private static boolean holds(Entry last, Inputs inputs, List<HasMetadata> objects) {
        return last.inputs.equals(inputs)
                && match(
                        last.objects,
                        objects,
                        last.result.plan().inSync() ? PlanCache::differInStatusAtMost : Observed::same);
    }

    private static boolean match(
            List<HasMetadata> before, List<HasMetadata> now, BiPredicate<HasMetadata, HasMetadata> alike) {
        return before.size() == now.size()
                && now.stream().allMatch(object -> before.stream().anyMatch(other -> alike.test(other, object)));
    }

    private static boolean differInStatusAtMost(HasMetadata before, HasMetadata now) {
        return Observed.same(before, now)
                || before instanceof io.fabric8.kubernetes.api.model.apps.Deployment one
                        && now instanceof io.fabric8.kubernetes.api.model.apps.Deployment other
                        && alike(one.getMetadata(), other.getMetadata())
                        && one.getSpec().equals(other.getSpec());
    }

    private static boolean alike(ObjectMeta before, ObjectMeta now) {
        return before.getUid().equals(now.getUid())
                && Objects.equals(before.getLabels(), now.getLabels())
                && Objects.equals(before.getAnnotations(), now.getAnnotations())
                && Objects.equals(before.getDeletionTimestamp(), now.getDeletionTimestamp());
    }
}
