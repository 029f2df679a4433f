package com.dotscience.system.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.perturbation.Picture;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a deployer does whom nobody perturbs.
 *
 * @param writes of the steps before the second pass
 * @param events that it was told meanwhile
 * @param end of the namespace, but for what is different
 * @param different fields that are different whenever it is done
 * @param made how often each object was made and deleted
 * @param secondPass the writes of the second pass
 */
record Reference(
        List<String> writes,
        List<String> events,
        Picture end,
        Set<String> different,
        Made made,
        List<String> secondPass) {

    /** Lets one do it, in two namespaces. */
    static Reference record(Arena arena) {
        try (PerturbedRun run = new PerturbedRun(arena, 1);
                PerturbedRun other = new PerturbedRun(arena, 1)) {
            Recorded recorded = new Recorded();
            run.proxy().perturb(recorded);
            for (PerturbedRun each : List.of(run, other)) {
                each.start();
            }
            IntStream.range(0, Course.STEPS - 1).forEach(step -> {
                run.walk(step);
                other.walk(step);
            });
            List<String> writes = recorded.writes();
            List<String> events = recorded.events();
            List<String> secondPass = run.secondPass();
            assertThat(other.secondPass()).as("two runs that nobody perturbs").isEqualTo(secondPass);
            Course course = run.courses().get(0);
            Course likeIt = other.courses().get(0);
            Picture end = run.picture(course);
            Set<String> different = end.differences(other.picture(likeIt));
            Made made = arena.made(course.namespace());
            assertThat(arena.made(likeIt.namespace()))
                    .as("two runs that nobody perturbs")
                    .isEqualTo(made);
            return new Reference(writes, events, end.without(different), different, made, secondPass);
        }
    }

    /** Fails unless a run has come to the same end, with nothing made or deleted twice. */
    void check(Arena arena, PerturbedRun run, Course course, String perturbation) {
        await().untilAsserted(() -> {
            assertThat(run.picture(course).without(different).differences(end))
                    .as("what is different after: %s", perturbation)
                    .isEmpty();
            assertThat(arena.made(course.namespace()))
                    .as("what was made and deleted, with: %s", perturbation)
                    .isEqualTo(made);
        });
    }
}
