package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The last plan for each id, and what it was made from. The same question has the same answer: as long as nothing
 * changed, nothing is compared again, so a resync of thousands of model deployments costs next to nothing (R9).
 */
final class KnownPlans {

    /** @param versions of the observed objects, which the API server never gives twice */
    private record Question(
            Deployment wanted,
            String identity,
            Set<String> versions,
            boolean autoscaled,
            Optional<Set<String>> ingressClasses) {}

    private record Answer(Question question, Plan plan) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** The plan for this question: the known one if it is the last question again, else the one that is made. */
    Plan get(
            Deployment wanted,
            String identity,
            Observed observed,
            Optional<Set<String>> ingressClasses,
            Supplier<Plan> made) {
        Set<String> versions = observed.objects().stream()
                .map(object -> version(object.getMetadata()))
                .collect(Collectors.toUnmodifiableSet());
        Question question = new Question(wanted, identity, versions, observed.autoscaled(), ingressClasses);
        Answer known = answers.get(wanted.getId());
        if (known == null || !known.question.equals(question)) {
            known = new Answer(question, made.get());
            answers.put(wanted.getId(), known);
        }
        return known.plan;
    }

    /** It is not wanted any more. */
    void forget(String id) {
        answers.remove(id);
    }

    private static String version(ObjectMeta metadata) {
        return metadata.getUid() + "@" + metadata.getResourceVersion();
    }
}
