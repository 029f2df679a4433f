package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * The last plan for each id, and what it was made from. The same question has the same answer: as long as nothing
 * changed, nothing is compared again, so a resync of thousands of model deployments costs next to nothing (R9).
 *
 * <p>A rollout changes little but the status of its Deployment, many times. Where all was as wanted before, it still is
 * then. A plan that does anything is made anew even so: its patches carry the resourceVersion that they were planned on.
 */
final class KnownPlans {

    private record Question(
            Deployment wanted,
            String identity,
            boolean autoscaled,
            Set<Kind> notSticking,
            Set<String> written,
            Optional<Set<String>> ingressClasses) {}

    private record Answer(Question question, List<HasMetadata> objects, Plan plan) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** The plan for this question: the known one if it is the last question again, else the one that is made. */
    Plan get(
            Deployment wanted,
            String identity,
            Observed observed,
            Optional<Set<String>> ingressClasses,
            Supplier<Plan> made) {
        Question question = new Question(
                wanted, identity, observed.autoscaled(), observed.notSticking(), observed.written(), ingressClasses);
        Answer known = answers.get(wanted.getId());
        boolean holds = known != null
                && known.question.equals(question)
                && match(known.objects, observed.objects(), known.plan.inSync() ? KnownPlans::asGood : Observed::same);
        Plan plan = holds ? known.plan : made.get();
        answers.put(wanted.getId(), new Answer(question, observed.objects(), plan));
        return plan;
    }

    /** It is not wanted any more. */
    void forget(String id) {
        answers.remove(id);
    }

    private static boolean match(
            List<HasMetadata> before, List<HasMetadata> now, BiPredicate<HasMetadata, HasMetadata> alike) {
        return before.size() == now.size()
                && now.stream().allMatch(object -> before.stream().anyMatch(other -> alike.test(other, object)));
    }

    private static boolean asGood(HasMetadata before, HasMetadata now) {
        return Observed.same(before, now)
                || before instanceof io.fabric8.kubernetes.api.model.apps.Deployment one
                        && now instanceof io.fabric8.kubernetes.api.model.apps.Deployment other
                        && asGood(one.getMetadata(), other.getMetadata())
                        && one.getSpec().equals(other.getSpec());
    }

    private static boolean asGood(ObjectMeta before, ObjectMeta now) {
        return before.getUid().equals(now.getUid())
                && Objects.equals(before.getLabels(), now.getLabels())
                && Objects.equals(before.getAnnotations(), now.getAnnotations())
                && Objects.equals(before.getDeletionTimestamp(), now.getDeletionTimestamp());
    }
}
