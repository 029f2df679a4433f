package com.dotscience.system.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.system.soak.Excuses.Judgement;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Model deployments that people create, update, scale and delete, 20 times a second, while one thing after the other goes wrong: three quiet windows,
 * and a storm between each two. In the end all is as it is wanted, the deployer holds no more than it did, is no slower, and has complained of nothing
 * but of what went wrong. It is not killed, because what a process leaks is gone with it.
 */
@NeedsControlPlane
class SoakOnRealControlPlaneTest {

    /** More than the longest back-off of an informer and of a failed write together, for a whole fleet, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Scale scale = Scale.asked();
    private final long seed = Scale.seed();
    private final Latencies latencies = new Latencies();
    private final List<Footprint> footprints = new ArrayList<>();
    private final List<Double> quietP99 = new ArrayList<>();
    private final List<LogLine> quietComplaints = new ArrayList<>();
    private final RealControlPlane plane;
    private Stage stage;
    private People people;
    private Faults faults;
    private int stretches;

    SoakOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void whateverGoesWrongAllEndsAsWantedAndNothingLeaksOrSlowsDown(@TempDir Path folder) throws Exception {
        say("soak.seed=" + seed + ": " + scale);
        try (Stage opened = new Stage(plane, folder);
                AuditedWrites audited = new AuditedWrites(plane.auditLog().tail(), opened.namespace(), latencies);
                People all = new People(
                        opened::management,
                        opened.namespace(),
                        opened.namespace(),
                        scale.models(),
                        new Random(seed),
                        latencies)) {
            stage = opened;
            people = all;
            faults = new Faults(stage, people, scale.longest(), new Random(seed));
            settle();
            quiet();
            storm();
            quiet();
            storm();
            quiet();
            report();
        }
    }

    /** Until all is as it is wanted, with as many model deployments as at any other such moment. */
    private void settle() {
        people.level();
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                stage.deployer().mustBeAlive();
                return stage.differences(people.wanted()).isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "not as wanted: " + stage.differences(people.wanted()) + "\n"
                            + stage.deployer().endOfLog(),
                    e);
        }
        latencies.settled();
    }

    private void quiet() throws Exception {
        awaitEndOfExcuses();
        Instant begin = Instant.now();
        people.begin();
        stretch("quiet");
        people.pause();
        Instant end = Instant.now();
        settle();
        quietP99.add(latencies.p99(begin, end));
        quietComplaints.addAll(stage.complaints().stream()
                .filter(line -> !line.at().isBefore(begin))
                .toList());
        footprints.add(look());
        say("settled: " + footprints);
    }

    private Footprint look() {
        return new Leaks(stage.deployer().pid()).look();
    }

    private void awaitEndOfExcuses() {
        faults.happened().stream()
                .map(fault -> fault.end().plus(Excuses.SHORTLY))
                .max(Instant::compareTo)
                .ifPresent(last -> await("the end of what is excused")
                        .until(() -> Instant.now().isAfter(last)));
    }

    private void storm() throws Exception {
        Instant end = Instant.now().plus(scale.stretch().multipliedBy(scale.stretches()));
        CompletableFuture<Void> raging = CompletableFuture.runAsync(() -> faults.rage(end));
        people.begin();
        for (int i = 0; i < scale.stretches(); i++) {
            stretch("storm");
        }
        raging.get();
        people.pause();
        settle();
    }

    private void stretch(String what) {
        Instant begin = Instant.now();
        Instant end = begin.plus(scale.stretch());
        await("the end of a stretch")
                .atMost(scale.stretch().multipliedBy(2))
                .until(() -> !Instant.now().isBefore(end));
        say(String.format("%2d %s: %s", ++stretches, what, latencies.text(begin, end)));
    }

    private void report() {
        Judgement judgement = Excuses.judge(stage.complaints(), faults.happened());
        say("people: " + people.counts() + ", " + latencies.overtaken() + " overtaken");
        say("faults, with how often each took effect: " + faults.effects());
        faults.happened()
                .forEach(each ->
                        say("fault " + each.fault() + " " + each.begin() + " to " + each.end() + " hit " + each.hit()));
        judgement.used().forEach((excuse, times) -> say("excused " + times + " times by " + excuse));
        say("p99 of the quiet windows, ms: " + quietP99);

        assertThat(faults.effects().values())
                .allSatisfy(each -> assertThat(each).doesNotContain(0));
        assertThat(faults.happened()).as("faults").hasSizeGreaterThanOrEqualTo(scale.leastFaults());
        assertThat(judgement.unexplained()).as("complaints without an excuse").isEmpty();
        assertThat(judgement.unused()).as("excuses that nothing needed").isEmpty();
        assertThat(quietComplaints).as("complaints in a quiet window").isEmpty();
        assertThat(Latencies.climb(quietP99))
                .as("slower and slower: %s", quietP99)
                .isFalse();
        // The first storm was the first to need all threads. A connection that is of no use any more is given back
        // after a while.
        await().untilAsserted(() -> assertThat(look().growth(footprints.get(1))).isEmpty());
    }

    private static void say(String line) {
        System.out.println("soak: " + line);
    }
}
