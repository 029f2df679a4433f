package com.dotscience.system.perturbation;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.perturbation.ApiServerProxy;
import com.dotscience.testing.perturbation.Picture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;

/** A deployer in a process of its own with a proxy of its own, and the courses that it goes through, each in a namespace of its own. */
final class PerturbedRun implements AutoCloseable {

    /** More than the longest back-off of an informer and of a failed write together, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Arena arena;
    private final Path folder;
    private final List<Course> courses;
    private final String token;
    private final ApiServerProxy proxy;
    private final Path kubeconfig;
    private final ExecutorService nurse = Executors.newSingleThreadExecutor();
    private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();
    private final List<Instant> deaths = new CopyOnWriteArrayList<>();
    private volatile DeployerProcess process;
    private volatile boolean dead;

    PerturbedRun(Arena arena, int namespaces) {
        this.arena = arena;
        this.folder = arena.newFolder();
        List<String> names = IntStream.range(0, namespaces)
                .mapToObj(i -> arena.newNamespace())
                .toList();
        String name = names.get(0);
        this.token = arena.gateway().createDeployer(name).getToken();
        this.courses = names.stream()
                .map(namespace -> new Course(arena.gateway(), arena.cluster(), name, namespace))
                .toList();
        this.proxy = new ApiServerProxy(folder, arena.user(name));
        this.kubeconfig = proxy.kubeconfig().writeTo(folder.resolve("kubeconfig"));
    }

    List<Course> courses() {
        return courses;
    }

    ApiServerProxy proxy() {
        return proxy;
    }

    void start() {
        process = DeployerProcess.start(
                arena.distribution(),
                folder,
                arena.gatewayPort(),
                token,
                kubeconfig,
                Map.of(
                        "DEPLOYER_NAMESPACES",
                        courses.stream().map(Course::namespace).collect(Collectors.joining(",")),
                        // It is not about others beside it, and one that was killed would be waited for.
                        "DEPLOYER_LEASE",
                        "none",
                        "DEPLOYER_POLL_INTERVAL",
                        "1s"));
        dead = false;
    }

    /** Kills it, and starts it again, without waiting until it is there. */
    void dieAndComeBack() {
        dead = true;
        Instant moment = Instant.now();
        process.close();
        deaths.add(moment);
        nurse.execute(() -> {
            try {
                start();
            } catch (RuntimeException e) {
                trouble.set(e);
            }
        });
    }

    /** When it was killed so far. */
    List<Instant> deaths() {
        return List.copyOf(deaths);
    }

    boolean isDead() {
        return dead;
    }

    /** Kills it and starts it again. */
    synchronized void restart() {
        dead = true;
        process.close();
        start();
    }

    void walk(int step) {
        courses.forEach(course -> course.take(step));
        awaitReached();
    }

    /** Asks for another model deployment in each namespace in place of the one that was asked for last, and for another label of those that are there. */
    void ask() {
        courses.forEach(Course::more);
    }

    /** Until the cluster is as it was asked to be, and a deployer runs. */
    void awaitReached() {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                if (trouble.get() != null) {
                    throw trouble.get();
                }
                mustBeAliveUnlessKilled();
                return !dead && courses.stream().allMatch(Course::isReached);
            });
        } catch (ConditionTimeoutException e) {
            String missing = courses.stream()
                    .filter(course -> !course.isReached())
                    .map(Course::toString)
                    .collect(Collectors.joining("\n"));
            throw new AssertionError("not reached: " + missing + "\n" + process.endOfLog(), e);
        }
    }

    /** Until it has been told what it was not told at its start. */
    void awaitCaughtUp(StaleLists stale) {
        await("a deployer that catches up").atMost(PATIENCE).until(() -> {
            mustBeAliveUnlessKilled();
            return stale.isCaughtUp();
        });
    }

    private void mustBeAliveUnlessKilled() {
        DeployerProcess current = process;
        try {
            current.mustBeAlive();
        } catch (IllegalStateException ended) {
            if (!dead && current == process) {
                throw ended;
            }
        }
    }

    /** After a restart it has nothing to do but what is new. */
    List<String> secondPass() {
        Recorded recorded = new Recorded();
        proxy.perturb(recorded);
        restart();
        walk(Course.STEPS - 1);
        return recorded.writes().stream().sorted().toList();
    }

    Picture picture(Course course) {
        return Picture.of(course.objects(), course.namespace());
    }

    @Override
    public void close() {
        nurse.shutdownNow();
        if (process != null) {
            process.close();
        }
        proxy.close();
    }
}
