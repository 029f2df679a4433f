package com.dotscience.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code --watch} prints, read line by line while it goes on. */
@Embedded
@Timeout(60)
class WatchTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @Test
    void aLineComesAgainWhenItChangesAndNoOtherLineDoes() throws Exception {
        gateway.deployments.addAll(List.of(model("cats", Phase.PHASE_PENDING), model("dogs", Phase.PHASE_PENDING)));

        try (var watch = new Watching("deployment", "ls", "-w")) {
            assertThat(watch.line()).startsWith("NAME   NAMESPACE   DEPLOYER   PHASE ");
            assertThat(watch.line()).startsWith("cats   models      minikube   Pending   0/1 ");
            assertThat(watch.line()).startsWith("dogs   models      minikube   Pending   0/1 ");
            gateway.deployments.set(1, model("dogs", Phase.PHASE_READY));
            assertThat(watch.line()).startsWith("dogs   models      minikube   Ready     1/1 ");
            gateway.deployments.set(0, model("cats", Phase.PHASE_FAILED));
            assertThat(watch.line()).startsWith("cats   models      minikube   Failed   0/1 ");
        }
    }

    @Test
    void whatComesIsPrintedAndWhatGoesIsSaidToBeRemoved() throws Exception {
        try (var watch = new Watching("deployment", "ls", "--watch")) {
            assertThat(watch.line()).startsWith("NAME   NAMESPACE ");
            gateway.deployments.add(model("cats", Phase.PHASE_READY));
            assertThat(watch.line()).startsWith("cats   models ");
            gateway.deployments.clear();
            assertThat(watch.line()).isEqualTo("cats was removed");
            gateway.deployments.add(model("cats", Phase.PHASE_READY));
            assertThat(watch.line()).startsWith("cats   models ");
        }
    }

    @Test
    void forProgramsEachChangeIsAnObjectOnALineOfItsOwn() throws Exception {
        gateway.deployments.add(model("cats", Phase.PHASE_PENDING));

        try (var watch = new Watching("deployment", "get", "cats", "-w", "-o", "json")) {
            assertThat(watch.line()).startsWith("{\"id\":\"id-cats\",").contains("\"status\":\"pending\"");
            gateway.deployments.set(0, model("cats", Phase.PHASE_READY));
            assertThat(watch.line())
                    .startsWith("{\"id\":\"id-cats\",")
                    .contains("\"status\":\"ready\"", "\"events\":[]")
                    .doesNotContain("removed");
            gateway.deployments.clear();
            assertThat(watch.line()).startsWith("{\"id\":\"id-cats\",").endsWith("\"removed\":true}");
        }
    }

    @Test
    void aSignOfLifeOfADeployerIsNoNewsAndItsGoingIs() throws Exception {
        Deployer online = Deployer.newBuilder()
                .setId("id-minikube")
                .setName("minikube")
                .setOnline(true)
                .setSeenAt(FakeGateway.CREATED.toEpochMilli())
                .build();
        gateway.deployers.add(online);

        try (var watch = new Watching("deployer", "ls", "-w", "-o", "json");
                var lines = new Watching("deployer", "ls", "-w", "-o", "wide")) {
            assertThat(watch.line()).contains("\"status\":\"online\"");
            assertThat(lines.line()).contains("SEEN");
            assertThat(lines.line()).contains("minikube   online ");
            Deployer seen = online.toBuilder()
                    .setSeenAt(FakeGateway.CREATED.plusSeconds(5).toEpochMilli())
                    .build();
            int asked = gateway.requests.size();
            gateway.deployers.set(0, seen);
            gateway.awaitRequests(asked + 4);
            gateway.deployers.set(0, seen.toBuilder().setOnline(false).build());
            assertThat(watch.line()).contains("\"status\":\"offline\"");
            assertThat(lines.line()).contains("minikube   offline ");
        }
    }

    @Test
    void aGatewayThatIsAwayIsSaidOnceAndTheWatchingGoesOn() throws Exception {
        gateway.deployments.add(model("cats", Phase.PHASE_PENDING));

        try (var watch = new Watching("deployment", "ls", "-w")) {
            watch.line();
            watch.line();
            gateway.failures.addAll(List.of(Status.UNAVAILABLE, Status.UNAVAILABLE));
            gateway.deployments.set(0, model("cats", Phase.PHASE_READY));
            assertThat(watch.line()).startsWith("cats   models      minikube   Ready ");
            assertThat(watch.errors().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("ds: cannot reach the Gateway at http://" + gateway.hostAndPort())
                            .endsWith(" (watching goes on when it answers again)"));
        }
    }

    @Test
    void whatCannotBeHadTheFirstTimeIsAnError() {
        assertThat(DsRun.against(gateway).ds("deployment", "get", "cats", "-w"))
                .isEqualTo(new DsRun.Result(1, "", "ds: there is no model deployment 'cats'\n"));
    }

    private static ModelDeployment model(String name, Phase phase) {
        var model = ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder()
                        .setId("id-" + name)
                        .setNamespace("models")
                        .setName(name));
        model.getDeploymentBuilder().getDeploymentBuilder().setReplicas(1).setImage("image:1");
        return model.setDeployerName("minikube")
                .setCreatedAt(FakeGateway.CREATED.toEpochMilli())
                .setReport(Report.newBuilder()
                        .setPhase(phase)
                        .setAvailableReplicas(phase == Phase.PHASE_READY ? 1 : 0)
                        .setReceivedAt(FakeGateway.CREATED.toEpochMilli()))
                .build();
    }

    /** A command that goes on until its reader goes. */
    private final class Watching implements AutoCloseable {

        private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        private final PipedInputStream out = new PipedInputStream();
        private final BufferedReader lines = new BufferedReader(new InputStreamReader(out, UTF_8));
        private final CompletableFuture<Integer> code;

        Watching(String... command) throws IOException {
            var pipe = new PipedOutputStream(out);
            code = CompletableFuture.supplyAsync(
                    () -> DsRun.against(gateway).into(pipe, errors).run(command));
        }

        String line() throws IOException {
            return lines.readLine();
        }

        String errors() {
            return errors.toString(UTF_8);
        }

        /** What it prints next finds that nobody reads. */
        @Override
        public void close() throws Exception {
            out.close();
            if (gateway.deployments.isEmpty()) {
                gateway.deployments.add(model("cats", Phase.PHASE_READY));
            } else {
                gateway.deployments.clear();
            }
            // Each is news, also to one that went on while another ended.
            gateway.deployers.add(Deployer.newBuilder()
                    .setId("id-last-" + gateway.deployers.size())
                    .build());
            assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
        }
    }
}
