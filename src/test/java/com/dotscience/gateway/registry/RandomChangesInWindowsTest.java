package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Streams;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is asked for, and whenever the Gateway is stopped: what a deployer is given goes forward in a window alone, but for what never
 * waits; and in a window it is what is wanted.
 */
@Embedded
class RandomChangesInWindowsTest {
    private static final int STEPS = 200;
    private static final DeploymentRef REF =
            DeploymentRef.newBuilder().setDeployment("signs").build();

    /** Those in which the test looks for itself whether one is open: from two to four o'clock, and at noon for half an hour. */
    private static final List<MaintenanceWindow> NIGHTS =
            List.of(window("0 2 * * *", "2h"), window("0 12 * * *", "30m"));

    private static final List<MaintenanceWindow> EVENINGS = List.of(window("0 20 * * *", "1h"));

    private final HandClock clock = new HandClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Set<Deployment> handedOut = new HashSet<>();
    private final List<String> steps = new ArrayList<>();

    @TempDir
    Path directory;

    private Database database;
    private Registry registry;
    private RegisteredDeployer minikube;

    /** What a step may change at any time. */
    private enum Allowed {
        NOTHING,
        A_STOP,
        A_WAY_BACK,
        EVERYTHING
    }

    @AfterEach
    void stop() {
        close();
        timer.shutdownNow();
    }

    private void open() {
        database = Database.open(GatewayOptions.embeddedDatabase(directory));
        var streams = new Streams(nanoseconds -> {});
        var logs = new LogRelay(streams.logRequests(), timer, LogRelay.TIMEOUT);
        registry = Registry.of(database, streams, logs, new Clocks(clock, clock));
        registry.prepare();
    }

    private void close() {
        registry.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsHandedOutGoesForwardInWindowsAlone(long seed) {
        var random = new Random(seed);
        open();
        minikube = registry.deployers().create("minikube", Map.of()).deployer();
        registry.modelDeployments()
                .create(
                        "minikube",
                        TestGateway.model("signs")
                                .addAllMaintenanceWindows(NIGHTS)
                                .build(),
                        "");
        Deployment before = given();
        int waited = 0;
        for (int i = 0; i < STEPS; i++) {
            handedOut.add(content(before));
            Allowed allowed = step(random);
            Deployment after = given();
            check(before, after, allowed);
            waited += model().getHandedOut().hasDeployment() ? 1 : 0;
            before = after;
        }
        assertThat(waited).isBetween(STEPS / 10, STEPS - STEPS / 10);
    }

    private void check(Deployment before, Deployment after, Allowed allowed) {
        assertThat(after.getMaintenanceWindowsList()).isEmpty();
        assertThat(after.getRevision()).as("%s", steps).isGreaterThanOrEqualTo(before.getRevision());
        if (isOpen()) {
            assertThat(content(after))
                    .as("what is wanted, in a window: %s", steps)
                    .isEqualTo(content(wanted()));
        }
        if (content(before).equals(content(after))) {
            return;
        }
        // A deployer takes no news that is not newer than what it has.
        assertThat(after.getRevision()).as("%s", steps).isGreaterThan(before.getRevision());
        if (isOpen() || allowed == Allowed.EVERYTHING) {
            return;
        }
        Deployment.Builder stopped = content(before).toBuilder();
        stopped.getDeploymentBuilder().setReplicas(0);
        switch (allowed) {
            case A_STOP -> assertThat(content(after)).as("%s", steps).isEqualTo(stopped.build());
            case A_WAY_BACK ->
                assertThat(handedOut.stream().map(RandomChangesInWindowsTest::withoutRestart))
                        .as("%s", steps)
                        .contains(withoutRestart(after));
            default ->
                assertThat(content(after)).as("outside of a window: %s", steps).isEqualTo(content(before));
        }
        assertThat(after.getDeployment().getRestartedAt())
                .as("no pod is restarted outside of a window: %s", steps)
                .isEqualTo(before.getDeployment().getRestartedAt());
    }

    private Allowed step(Random random) {
        boolean now = random.nextInt(12) == 0;
        int kind = random.nextInt(13);
        steps.add(kind + (now ? " now" : "") + " at " + clock.instant());
        try {
            return step(kind, now, random);
        } catch (StatusRuntimeException e) {
            // There may be nothing to go back to, or to restart.
            assertThat(e.getStatus().getCode().name()).isIn("FAILED_PRECONDITION", "NOT_FOUND");
            return Allowed.NOTHING;
        }
    }

    private Allowed step(int kind, boolean now, Random random) {
        Allowed asUrgent = now ? Allowed.EVERYTHING : Allowed.NOTHING;
        switch (kind) {
            case 0, 1 -> {
                update(
                        now,
                        wanted -> wanted.getDeploymentBuilder()
                                .setImage("signs:" + random.nextInt(4))
                                .setReplicas(random.nextInt(3)));
                return asUrgent;
            }
            case 2 -> {
                update(
                        now,
                        wanted -> wanted.clearMaintenanceWindows()
                                .addAllMaintenanceWindows(random.nextBoolean() ? NIGHTS : EVENINGS));
                return asUrgent;
            }
            case 3 -> {
                registry.generations().stop(REF, "");
                return Allowed.A_STOP;
            }
            case 4 -> {
                registry.generations().start(REF, now, "");
                return asUrgent;
            }
            case 5 -> {
                registry.generations().restart(REF, now, "");
                return asUrgent;
            }
            case 6 -> {
                return rollBack(0, now);
            }
            case 7 -> {
                List<Generation> kept = registry.generations().list(REF);
                return rollBack(kept.get(random.nextInt(kept.size())).getNumber(), now);
            }
            case 8 -> registry.pauses().pause(REF, "");
            case 9 -> {
                registry.pauses().resume(REF, "");
                registry.pauses().resumeDeployer("minikube");
            }
            case 10 -> {
                if (random.nextInt(3) == 0) {
                    registry.pauses().pauseDeployer("minikube", "");
                }
                registry.pauses().setWindows("minikube", random.nextBoolean() ? EVENINGS : List.of());
            }
            case 11 -> {
                close();
                open();
            }
            default -> {
                clock.pass(Duration.ofMinutes(random.nextInt(600)));
                registry.handingOut().handOutDue();
            }
        }
        return Allowed.NOTHING;
    }

    /** A way back leads to what was handed out, at once, or is refused. */
    private Allowed rollBack(long to, boolean now) {
        registry.generations().rollBack(REF, to, now, "");
        assertThat(model().getHandedOut().hasDeployment())
                .as("a rollback never waits: %s", steps)
                .isFalse();
        return now ? Allowed.EVERYTHING : Allowed.A_WAY_BACK;
    }

    private void update(boolean now, Consumer<Deployment.Builder> change) {
        Deployment.Builder wanted = wanted().toBuilder();
        change.accept(wanted);
        registry.modelDeployments().update(wanted.build(), now, "");
    }

    private ModelDeployment model() {
        return registry.modelDeployments().get(REF);
    }

    private Deployment wanted() {
        return model().getDeployment();
    }

    private Deployment given() {
        return registry.desiredState().of(minikube).getDeployments(0);
    }

    private boolean isOpen() {
        ModelDeployment model = model();
        LocalTime time = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        boolean inWindow = model.getDeployment().getMaintenanceWindowsList().equals(NIGHTS)
                ? isBetween(time, "02:00", "04:00") || isBetween(time, "12:00", "12:30")
                : isBetween(time, "20:00", "21:00");
        return inWindow && !model.hasPaused() && !model.hasDeployerPaused();
    }

    private static boolean isBetween(LocalTime time, String from, String to) {
        return !time.isBefore(LocalTime.parse(from)) && time.isBefore(LocalTime.parse(to));
    }

    private static Deployment content(Deployment wanted) {
        return wanted.toBuilder().clearRevision().clearMaintenanceWindows().build();
    }

    private static Deployment withoutRestart(Deployment wanted) {
        Deployment.Builder without = content(wanted).toBuilder();
        without.getDeploymentBuilder().clearRestartedAt();
        return without.build();
    }

    private static MaintenanceWindow window(String cron, String length) {
        return MaintenanceWindow.newBuilder().setCron(cron).setLength(length).build();
    }
}
