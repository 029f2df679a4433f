package com.dotscience.system.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.system.perturbation.Death.Moment;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sieve's perturbations (Sun et al., OSDI 2022): a controller that dies in between, hears of something late or not at all, or goes back in time. The
 * cluster ends as in a run that nobody perturbed, nothing is made or deleted twice, and after a restart there is nothing left to do.
 */
@NeedsControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PerturbationOnRealControlPlaneTest {

    private static final int BESIDE_EACH_OTHER = 3;
    private static final int NAMESPACES_OF_ONE = 20;

    private final Extent extent = new Extent();
    private final RealControlPlane plane;
    private final ExecutorService runs = Executors.newFixedThreadPool(BESIDE_EACH_OTHER);
    private Arena arena;
    private Reference reference;

    PerturbationOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    @BeforeAll
    void record(@TempDir Path folder) {
        arena = new Arena(plane, folder);
        reference = Reference.record(arena);
        assertThat(reference.writes()).as("what can be perturbed").hasSizeGreaterThan(12);
    }

    @AfterAll
    void end() {
        runs.shutdownNow();
        arena.close();
    }

    @Test
    void whicheverWriteItDiesAtTheEndIsTheSame() throws Exception {
        List<Callable<Void>> deaths = reference.writes().stream()
                .flatMap(write -> Stream.of(Moment.values()).map(moment -> (Callable<Void>) () -> die(write, moment)))
                .toList();

        besideEachOther(extent.of(deaths, 6));
    }

    private Void die(String write, Moment moment) {
        try (PerturbedRun run = new PerturbedRun(arena, 1)) {
            Death death = new Death(write, moment, run::dieAndComeBack);
            run.proxy().perturb(death);
            run.start();
            for (int step = 0; step < Course.STEPS - 1; step++) {
                run.walk(step);
            }
            String perturbation = "a death at " + write + " " + moment;
            assertThat(death.struck()).as(perturbation).isEqualTo(1);
            assertThat(run.secondPass())
                    .as("a second pass after %s", perturbation)
                    .isEqualTo(reference.secondPass());
            reference.check(arena, run, run.courses().get(0), perturbation);
            return null;
        }
    }

    @Test
    void whateverAgeTheListsHaveThatItStartsOnTheEndIsTheSame() throws Exception {
        List<Callable<Void>> travels = new ArrayList<>();
        for (int now = 1; now < Course.STEPS - 1; now++) {
            for (int then = 0; then < now; then++) {
                int from = now;
                int to = then;
                travels.add(() -> travel(from, to));
            }
        }

        besideEachOther(extent.of(travels, 2));
    }

    /** A restart after one step, onto lists of another. */
    private Void travel(int now, int then) {
        try (PerturbedRun run = new PerturbedRun(arena, 1)) {
            StaleLists stale = new StaleLists();
            run.proxy().perturb(stale);
            run.start();
            for (int step = 0; step < Course.STEPS - 1; step++) {
                run.walk(step);
                if (step == then) {
                    stale.remember(arena.cluster());
                }
                if (step == now) {
                    stale.lag();
                    run.restart();
                    run.awaitCaughtUp(stale);
                }
            }
            String perturbation = "lists of step " + then + " after step " + now;
            assertThat(stale.answered()).as(perturbation).isGreaterThanOrEqualTo(Write.KINDS.size());
            assertThat(stale.refused()).as("writes on %s", perturbation).isPositive();
            assertThat(run.secondPass())
                    .as("a second pass after %s", perturbation)
                    .isEqualTo(reference.secondPass());
            reference.check(arena, run, run.courses().get(0), perturbation);
            return null;
        }
    }

    @Test
    void whicheverEventIsLostDoubledOrLateTheEndIsTheSame() throws Exception {
        List<EventFault> faults = reference.events().stream()
                .flatMap(event -> Stream.of(EventFault.Kind.values()).map(kind -> new EventFault(event, kind)))
                .toList();
        List<EventFault> chosen = extent.of(faults, NAMESPACES_OF_ONE);

        for (int i = 0; i < chosen.size(); i += NAMESPACES_OF_ONE) {
            mishear(chosen.subList(i, Math.min(chosen.size(), i + NAMESPACES_OF_ONE)));
        }

        assertThat(chosen.stream().filter(fault -> fault.struck() > 0))
                .as("perturbations that took effect: how often a controller writes a status differs")
                .hasSizeGreaterThan(chosen.size() * 2 / 3);
    }

    /** One deployer, which mishears something else of each namespace. */
    private void mishear(List<EventFault> faults) {
        try (PerturbedRun run = new PerturbedRun(arena, faults.size())) {
            Map<String, EventFault> byNamespace = new LinkedHashMap<>();
            for (int i = 0; i < faults.size(); i++) {
                byNamespace.put(run.courses().get(i).namespace(), faults.get(i));
            }
            run.proxy().perturb(new PerNamespace(byNamespace));
            run.start();
            for (int step = 0; step < Course.STEPS - 1; step++) {
                run.walk(step);
            }
            assertThat(run.secondPass())
                    .as("a second pass after: %s", faults)
                    .hasSize(reference.secondPass().size() * faults.size());
            for (Course course : run.courses()) {
                reference.check(
                        arena, run, course, byNamespace.get(course.namespace()).toString());
            }
        }
    }

    private void besideEachOther(List<Callable<Void>> perturbations) throws InterruptedException {
        List<AssertionError> failures = new ArrayList<>();
        for (Future<Void> each : runs.invokeAll(perturbations)) {
            try {
                each.get();
            } catch (ExecutionException e) {
                failures.add(new AssertionError(e.getCause().getMessage(), e.getCause()));
            }
        }
        assertThat(failures).isEmpty();
    }
}
