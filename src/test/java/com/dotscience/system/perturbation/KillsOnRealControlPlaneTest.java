package com.dotscience.system.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.MutatingWebhook;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A deployer that is killed (-9) again and again while people change their minds every 200 ms, most of the time while a write of it is under way, as
 * the API server's audit log has it: the cluster ends as it is wanted, and no object is made twice.
 */
@NeedsControlPlane
class KillsOnRealControlPlaneTest {

    private static final int LANES = 2;
    private static final int LONGEST_LIFE_MILLIS = 2_000;

    private final Extent extent = new Extent();
    private final RealControlPlane plane;

    KillsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void howeverOftenItIsKilledAllEndsAsWantedAndNothingIsMadeTwice(@TempDir Path folder) {
        List<Integer> kills = extent.of(IntStream.range(0, 100).boxed().toList(), 8);
        try (Arena arena = new Arena(plane, folder)) {
            List<Integer> during = IntStream.range(0, LANES)
                    .parallel()
                    .mapToObj(lane -> kill(arena, kills.size() / LANES, new Random(extent.seed() + lane)))
                    .toList();

            int all = kills.size() / LANES * LANES;
            int hit = during.stream().mapToInt(each -> each).sum();
            System.out.println("killed " + all + " times, " + hit + " times while a write was under way");
            assertThat(hit).as("kills while a write was under way").isGreaterThanOrEqualTo((all + 1) / 2);
        }
    }

    /** Returns how often a write was under way. */
    private int kill(Arena arena, int times, Random random) {
        ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();
        RandomDeath death = new RandomDeath();
        try (PerturbedRun run = new PerturbedRun(arena, 1);
                MutatingWebhook admission = MutatingWebhook.start(
                        plane, arena.newFolder(), run.courses().get(0).namespace(), death)) {
            Course course = run.courses().get(0);
            run.start();
            run.walk(0);
            ScheduledFuture<?> changes =
                    people.scheduleWithFixedDelay(() -> course.change(random), 0, 200, TimeUnit.MILLISECONDS);
            for (int i = 1; i <= times; i++) {
                int deaths = i;
                if (random.nextInt(10) == 0) {
                    // Whatever it does then.
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS))
                            .toNanos());
                    run.dieAndComeBack();
                } else {
                    death.arm(run::dieAndComeBack, random.nextInt(6));
                }
                await("kill " + i).atMost(Duration.ofMinutes(2)).until(() -> {
                    if (changes.isDone()) {
                        changes.get();
                    }
                    return run.deaths().size() == deaths && !run.isDead();
                });
            }
            people.shutdown();
            assertThat(people.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            run.awaitReached();
            assertThat(arena.made(course.namespace()).counts().values())
                    .as("how often each object was made, and deleted")
                    .containsOnly(1L);
            List<Instant> deaths = run.deaths();
            return (int) deaths.stream()
                    .filter(moment -> arena.isWriting(course.namespace(), moment))
                    .count();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            people.shutdownNow();
        }
    }
}
