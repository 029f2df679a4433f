package com.dotscience.deployer.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every order in which three ids can be added and two workers can get and be done with them, so many steps long, each beside
 * the contract written down as plainly as can be.
 */
@Embedded
class WorkQueueInterleavingsTest {

    private static final List<String> IDS = List.of("a", "b", "c");
    private static final int WORKERS = 2;

    /** Five things can happen at each step: 5^8 orders, after each of which all is worked off. */
    private static final int STEPS = 8;

    private static final int CHOICES = IDS.size() + WORKERS;

    @Test
    void everyInterleavingOfTwoWorkersAndThreeIdsKeepsTheContract() {
        int orders = (int) Math.pow(CHOICES, STEPS);
        int got = 0;
        for (int order = 0; order < orders; order++) {
            got += new Run().play(order);
        }

        assertThat(orders).isEqualTo(390_625);
        assertThat(got).as("ids that were got in all of them").isEqualTo(1_246_899);
    }

    /** One order of steps, played on the queue and on the contract. */
    private static final class Run {

        private final WorkQueue<String> queue = new WorkQueue<>(() -> 0);

        private final List<String> waits = new ArrayList<>();
        private final Set<String> again = new HashSet<>();
        private final String[] has = new String[WORKERS];
        private final Set<String> unseen = new HashSet<>();
        private int got;

        int play(int order) {
            List<Integer> steps = new ArrayList<>();
            for (int i = 0, rest = order; i < STEPS; i++, rest /= CHOICES) {
                steps.add(rest % CHOICES);
                step(rest % CHOICES, steps);
            }
            while (!waits.isEmpty() || Set.of(0, 1).stream().anyMatch(worker -> has[worker] != null)) {
                for (int worker = 0; worker < WORKERS; worker++) {
                    work(worker, steps);
                }
            }
            assertThat(unseen)
                    .as("never worked on after it was added: %s", steps)
                    .isEmpty();
            assertThat(queue.get()).as("too much, after %s", steps).isEmpty();
            return got;
        }

        private void step(int choice, List<Integer> steps) {
            if (choice < IDS.size()) {
                add(IDS.get(choice));
            } else {
                work(choice - IDS.size(), steps);
            }
            assertThat(queue.size()).as("how many wait after %s", steps).isEqualTo(waits.size());
        }

        private void add(String id) {
            queue.add(id);
            unseen.add(id);
            if (isHad(id)) {
                again.add(id);
            } else if (!waits.contains(id)) {
                waits.add(id);
            }
        }

        /** Who has an id is done with it; who has none gets the one that waits longest. */
        private void work(int worker, List<Integer> steps) {
            String id = has[worker];
            if (id != null) {
                queue.done(id);
                has[worker] = null;
                if (again.remove(id)) {
                    waits.add(id);
                }
                return;
            }
            Optional<String> next = queue.get();
            String expected = waits.isEmpty() ? null : waits.remove(0);
            assertThat(next.orElse(null)).as("what comes after %s", steps).isEqualTo(expected);
            if (expected != null) {
                assertThat(isHad(expected))
                        .as("two have %s after %s", expected, steps)
                        .isFalse();
                has[worker] = expected;
                unseen.remove(expected);
                got++;
            }
        }

        private boolean isHad(String id) {
            return List.of(0, 1).stream().anyMatch(worker -> Objects.equals(has[worker], id));
        }
    }
}
