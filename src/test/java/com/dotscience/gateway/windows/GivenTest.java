package com.dotscience.gateway.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.management.HandedOut;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Pause;
import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a deployer is given after a change, and when the rest follows. */
@Pure
class GivenTest {
    private static final Instant CLOSED = Instant.parse("2026-11-27T09:00:00Z");
    private static final Instant OPEN = Instant.parse("2026-11-29T01:30:00Z");
    private static final MaintenanceWindow SUNDAYS = window("0 2 * * SUN", "2h");

    @Test
    void windowsAreForTheGatewayAlone() {
        Deployment wanted =
                wanted("signs:1", 2, 100).addMaintenanceWindows(SUNDAYS).build();

        assertThat(Given.of(wanted, 0)).isEqualTo(wanted("signs:1", 2, 100).build());
        assertThat(Given.of(wanted, 170)).isEqualTo(wanted("signs:1", 2, 170).build());
    }

    @Test
    void aChangeWaitsWhileNoWindowIsOpen() {
        ModelDeployment current = current(SUNDAYS);
        Deployment next =
                wanted("signs:2", 2, 200).addMaintenanceWindows(SUNDAYS).build();

        assertThat(Given.after(current, next, Urgency.WAITS, CLOSED)).isEqualTo(old());
        assertThat(Given.after(current, next, Urgency.WAITS, OPEN)).isEqualTo(all(200));
        assertThat(Given.after(current, next, Urgency.AT_ONCE, CLOSED)).isEqualTo(all(200));
        assertThat(Given.after(current, next, Urgency.NOW, CLOSED)).isEqualTo(all(200));
    }

    @Test
    void whatChangesNothingForTheDeployerNeedNotWait() {
        Deployment next = wanted("signs:1", 2, 200)
                .addMaintenanceWindows(window("0 3 * * SUN", "2h"))
                .build();

        assertThat(Given.after(current(SUNDAYS), next, Urgency.WAITS, CLOSED)).isEqualTo(all(200));
    }

    @Test
    void theWindowsThatAreAskedForLastCount() {
        Deployment without = wanted("signs:2", 2, 200).build();
        Deployment with =
                wanted("signs:2", 2, 200).addMaintenanceWindows(SUNDAYS).build();

        assertThat(Given.after(current(SUNDAYS), without, Urgency.WAITS, CLOSED))
                .isEqualTo(all(200));
        assertThat(Given.after(current(), with, Urgency.WAITS, CLOSED)).isEqualTo(old());
    }

    @Test
    void aStopStopsWhatIsGivenAndLetsTheRestWait() {
        ModelDeployment waiting = current(SUNDAYS).toBuilder()
                .setDeployment(wanted("signs:2", 5, 200).addMaintenanceWindows(SUNDAYS))
                .setGeneration(4)
                .setHandedOut(old())
                .build();
        Deployment stopped =
                wanted("signs:2", 0, 300).addMaintenanceWindows(SUNDAYS).build();

        assertThat(Given.after(waiting, stopped, Urgency.STOPS, CLOSED))
                .isEqualTo(HandedOut.newBuilder()
                        .setRevision(300)
                        .setGeneration(3)
                        .setDeployment(wanted("signs:1", 0, 300))
                        .build());
        assertThat(Given.after(
                        current(SUNDAYS),
                        wanted("signs:1", 0, 300).addMaintenanceWindows(SUNDAYS).build(),
                        Urgency.STOPS,
                        CLOSED))
                .isEqualTo(all(300));
    }

    @Test
    void windowsOfItsOwnTakeThePlaceOfThoseOfItsDeployer() {
        ModelDeployment.Builder model = ModelDeployment.newBuilder().addDeployerWindows(SUNDAYS);
        assertThat(Schedule.of(model.build()).isOpen(CLOSED)).isFalse();
        assertThat(Schedule.of(model.build()).opensAfter(CLOSED)).contains(Instant.parse("2026-11-29T01:00:00Z"));

        model.getDeploymentBuilder().addMaintenanceWindows(window("0 10 * * FRI", "1h"));
        assertThat(Schedule.of(model.build()).isOpen(CLOSED)).isTrue();
        assertThat(Schedule.of(model.build()).isOpen(OPEN)).isFalse();
    }

    @Test
    void ofSeveralWindowsOneIsEnough() {
        ModelDeployment model = current(SUNDAYS, window("0 12 * * FRI", "1h"));

        assertThat(Schedule.of(model).isOpen(CLOSED)).isFalse();
        assertThat(Schedule.of(model).opensAfter(CLOSED)).contains(Instant.parse("2026-11-27T11:00:00Z"));
        assertThat(Schedule.of(model).isOpen(Instant.parse("2026-11-27T11:59:59Z")))
                .isTrue();
        assertThat(Schedule.of(model).isOpen(OPEN)).isTrue();
    }

    @Test
    void nothingOpensWhileOneOfBothIsPaused() {
        Pause pause = Pause.newBuilder().setAt(1).build();
        for (ModelDeployment paused : new ModelDeployment[] {
            current(SUNDAYS).toBuilder().setPaused(pause).build(),
            current(SUNDAYS).toBuilder().setDeployerPaused(pause).build(),
            current().toBuilder().setPaused(pause).build()
        }) {
            assertThat(Schedule.of(paused).isOpen(OPEN)).isFalse();
            assertThat(Schedule.of(paused).opensAfter(CLOSED)).isEmpty();
        }
    }

    @Test
    void aWindowThatNobodyCanReadAnyMoreStaysClosed() {
        ModelDeployment model = current(MaintenanceWindow.newBuilder()
                .setCron("0 2 * * *")
                .setTimeZone("Mars/Olympus")
                .setLength("2h")
                .build());

        assertThat(Schedule.of(model).isOpen(OPEN)).isFalse();
        assertThat(Schedule.of(model).opensAfter(OPEN)).isEmpty();
    }

    private static ModelDeployment current(MaintenanceWindow... windows) {
        return ModelDeployment.newBuilder()
                .setDeployment(wanted("signs:1", 2, 100).addAllMaintenanceWindows(List.of(windows)))
                .setGeneration(3)
                .setHandedOut(HandedOut.newBuilder().setRevision(100).setGeneration(3))
                .build();
    }

    private static HandedOut old() {
        return HandedOut.newBuilder()
                .setRevision(100)
                .setGeneration(3)
                .setDeployment(wanted("signs:1", 2, 100))
                .build();
    }

    private static HandedOut all(long revision) {
        return HandedOut.newBuilder().setRevision(revision).setGeneration(4).build();
    }

    private static Deployment.Builder wanted(String image, long replicas, long revision) {
        Deployment.Builder wanted =
                Deployment.newBuilder().setId("a").setName("signs").setRevision(revision);
        wanted.getDeploymentBuilder().setImage(image).setReplicas(replicas);
        return wanted;
    }

    private static MaintenanceWindow window(String cron, String length) {
        return MaintenanceWindow.newBuilder()
                .setCron(cron)
                .setTimeZone("Europe/Berlin")
                .setLength(length)
                .build();
    }
}
