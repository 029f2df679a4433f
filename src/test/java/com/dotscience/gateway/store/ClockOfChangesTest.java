package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Revisions and tombstones, as time goes by. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class ClockOfChangesTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @Parameter
    TestDatabases.Kind kind;

    private final HandClock clock = new HandClock(START);

    @Test
    void aRevisionIsTheTimeOrOneMoreThanTheLast(TestDatabases.Maker databases, @TempDir Path directory) {
        try (TestGateway gateway = TestGateway.on(databases.fresh(kind, directory), clock)) {
            TestDeployer minikube = gateway.createDeployer("minikube");
            long first = revision(gateway, minikube, "first");
            assertThat(revision(gateway, minikube, "second")).isEqualTo(first + 1);

            clock.set(START.plusSeconds(60));
            assertThat(revision(gateway, minikube, "third")).isEqualTo(clock.millis());

            // Somebody set the clock of the machine back.
            clock.set(START.minusSeconds(3_600));
            assertThat(revision(gateway, minikube, "fourth"))
                    .isEqualTo(START.plusSeconds(60).toEpochMilli() + 1);
        }
    }

    @Test
    void aDatabaseRestoredFromABackupSaysNothingOlderThanWasSaidBefore(
            TestDatabases.Maker databases, @TempDir Path directory) {
        long lastSaid;
        try (TestGateway original = TestGateway.on(databases.fresh(kind, directory), clock)) {
            clock.set(START.plusSeconds(60));
            lastSaid = revision(original, original.createDeployer("minikube"), "roadsigns1");
        }
        // This is as good as a backup: the database knows no event since.
        clock.set(START.plusSeconds(61));
        try (TestGateway restored = TestGateway.on(databases.fresh(kind, directory), clock)) {
            assertThat(restored.createDeployer("minikube").list().getRevision()).isGreaterThan(lastSaid);
        }
    }

    @Test
    void tombstonesAreToldForThirtyDays(TestDatabases.Maker databases, @TempDir Path directory) {
        try (TestGateway gateway = TestGateway.on(databases.fresh(kind, directory), clock)) {
            TestDeployer minikube = gateway.createDeployer("minikube");
            gateway.create(minikube, "roadsigns1");
            gateway.delete("roadsigns1");

            // A Gateway does not believe that more than a week has passed while it was away.
            for (int days = 7; days <= 28; days += 7) {
                clock.set(START.plus(Duration.ofDays(days)));
                gateway.restart();
            }
            clock.set(START.plus(Duration.ofDays(30)));
            gateway.restart();
            assertThat(gateway.reconnected(minikube).list().getDeploymentsList())
                    .extracting(Deployment::getDeleted)
                    .containsExactly(true);

            clock.set(START.plus(Duration.ofDays(30)).plusMillis(1));
            gateway.restart();
            assertThat(gateway.reconnected(minikube).list().getDeploymentsList())
                    .isEmpty();
        }
    }

    private static long revision(TestGateway gateway, TestDeployer deployer, String name) {
        return gateway.create(deployer, name).getDeployment().getRevision();
    }
}
