package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dotscience.api.MetricsSpec;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.Http;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.options.StartFailure;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database on a disk that gets full, and on what a full disk left behind. */
@Embedded
class FullDiskTest {
    private static final int MUCH = 60_000;

    @Test
    void onceThereIsRoomAgainTheGatewayGoesOnByItself(@TempDir Path directory) throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        // A file system of 4 MiB, which takes root: where nobody may mount one, there is nothing to see.
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()) == 0);
        try (TestGateway gateway = TestGateway.on(GatewayOptions.embeddedDatabase(disk))) {
            TestDeployer minikube = gateway.createDeployer("minikube");
            ModelDeployment before = gateway.create(minikube, "before");
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            await().untilAsserted(() -> assertThatThrownBy(() -> gateway.create(
                            minikube,
                            TestGateway.model("m" + System.nanoTime())
                                    .setMetrics(MetricsSpec.newBuilder().setClasses("x".repeat(MUCH)))))
                    .satisfies(Refusals.with(Status.Code.UNAVAILABLE, "the Gateway's database does not answer")));
            await().untilAsserted(() -> assertThat(health(gateway).statusCode()).isEqualTo(503));
            assertThat(health(gateway).body()).contains("\"database\" : false");

            Files.delete(ballast);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(health(gateway).statusCode()).isEqualTo(200));
            ModelDeployment after = gateway.create(minikube, "after");
            assertThat(minikube.list().getDeploymentsList()).contains(before.getDeployment(), after.getDeployment());
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void aFullDiskIsNoticedAlsoWhereThereIsNoAdminTokenYet(@TempDir Path directory) throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()) == 0);
        try (Database database = Database.open(GatewayOptions.embeddedDatabase(disk))) {
            assertThat(database.isWritable()).isTrue();
            Path ballast = disk.resolve("ballast");
            fill(ballast);

            await().atMost(Duration.ofSeconds(30)).until(() -> !database.isWritable());

            Files.delete(ballast);
            await().atMost(Duration.ofSeconds(30)).until(database::isWritable);
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void anEmptyFileIsNoFirstStart(@TempDir Path directory) throws IOException {
        Files.createFile(directory.resolve("gateway.mv.db"));
        String url = GatewayOptions.embeddedDatabase(directory);

        assertThatThrownBy(() -> Database.open(url))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("gateway.mv.db is empty")
                .hasMessageContaining("put back a backup, or delete it");
        assertThat(directory.resolve("gateway.mv.db")).isEmptyFile();
    }

    @Test
    void whatItMakesIsItsUsersAloneAndWhatWasThereStays(@TempDir Path directory) throws IOException {
        Path made = directory.resolve("a/b");
        Database.open(GatewayOptions.embeddedDatabase(made)).close();
        assertThat(permissions(made.getParent())).isEqualTo("rwx------");
        assertThat(permissions(made)).isEqualTo("rwx------");
        assertThat(permissions(made.resolve("gateway.mv.db"))).isEqualTo("rw-------");

        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setPosixFilePermissions(made.resolve("gateway.mv.db"), PosixFilePermissions.fromString("rw-r-----"));
        Database.open(GatewayOptions.embeddedDatabase(made)).close();
        assertThat(permissions(made)).isEqualTo("rwxr-x---");
        assertThat(permissions(made.resolve("gateway.mv.db"))).isEqualTo("rw-r-----");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static HttpResponse<String> health(TestGateway gateway) throws Exception {
        return Http.get(gateway, "/health");
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
