package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.testing.Command.Ended;
import com.dotscience.testing.DenyingWebhook;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an API server itself says, of what {@code docs/answers.md} has, and how {@code ds} ends that waits for it. */
@NeedsControlPlane
class AnswersOnRealControlPlaneTest {

    private static final Map<String, String> NEITHER_POLLS_NOR_RESYNCS =
            Map.of("deployer.poll.interval", "1h", "deployer.resync.interval", "1h");

    private final RealControlPlane plane;
    private final String namespace;
    private FakeKubelet kubelet;
    private Installation installation;
    private Path folder;

    AnswersOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.namespace = plane.newNamespace("answers");
    }

    @BeforeEach
    void install(@TempDir Path directory) {
        folder = directory;
        installation = new Installation(directory, plane.admin());
        kubelet = FakeKubelet.start(plane);
    }

    @AfterEach
    void uninstall() {
        installation.close();
        kubelet.close();
    }

    @Test
    void aQuotaIsSaidToBeOneOnceItHasBeenCountedAndEndsTheWaiting() {
        Map<String, Quantity> none = Map.of("count/deployments.apps", new Quantity("0"));
        ResourceQuota quota = plane.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("full")
                        .endMetadata()
                        .withNewSpec()
                        .withHard(none)
                        .endSpec()
                        .build())
                .create();
        // Nobody here counts for it.
        plane.client()
                .resource(
                        quota.edit().withNewStatus().withHard(none).endStatus().build())
                .updateStatus();
        installation.startDeployer("demo", NEITHER_POLLS_NOR_RESYNCS);
        Deployment wanted = create("over");
        awaitReport(
                wanted,
                Phase.PHASE_PENDING,
                ".*the API server does not take changes.*status unknown for quota: full.*");

        plane.client()
                .resource(plane.client()
                        .resource(quota)
                        .get()
                        .edit()
                        .withNewStatus()
                        .withHard(none)
                        .withUsed(none)
                        .endStatus()
                        .build())
                .updateStatus();
        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "CREATE Deployment .* failed: deployments.apps \".*\" is forbidden: exceeded quota: full, .*: the"
                        + " namespace's quota is used up: free some of it, or ask whoever runs the cluster for more");
        assertThat(waits("over", "-r", "2", "--timeout", "1m"))
                .returns(4, Ended::code)
                .extracting(Ended::printed)
                .asString()
                .contains("ds: over failed: CREATE Deployment", "exceeded quota: full");
        plane.client().resource(quota).delete();
    }

    @Test
    void aWebhooksDenialFailsAndAWebhookThatIsDownPasses() {
        installation.startDeployer("demo", NEITHER_POLLS_NOR_RESYNCS);
        Deployment served = create("served");
        awaitReport(served, Phase.PHASE_READY, ".*");
        Deployment denied;
        CompletableFuture<Ended> waiting;
        try (DenyingWebhook webhook = DenyingWebhook.start(plane, folder, namespace, "not on a Friday")) {
            denied = create("denied");
            awaitReport(
                    denied,
                    Phase.PHASE_FAILED,
                    "CREATE Deployment .* failed: admission webhook \"denying.example.com\" denied the request: not on a"
                            + " Friday.*");

            webhook.hangUp();
            waiting = CompletableFuture.supplyAsync(() -> waits("served", "-i", "example/model:2", "--timeout", "3m"));
            String passes = "; the API server does not take changes at present, since \\S+Z \\(.*failed calling webhook"
                    + " \"denying.example.com\".*\\): tried again until it does";
            awaitReport(served, Phase.PHASE_PROGRESSING, "Its Deployment is not as wanted yet" + passes);
            assertThat(waiting).isNotDone();
        }
        assertThat(waiting.join())
                .returns(0, Ended::code)
                .extracting(Ended::printed)
                .asString()
                .endsWith("Ready 1/1\n");
    }

    @Test
    void aNamespaceThatIsMissingIsARefusalUntilItIsThere() {
        installation.startDeployer("demo", NEITHER_POLLS_NOR_RESYNCS);
        String missing = namespace + "-missing";
        Deployment wanted = installation.gateway().create("demo", model(missing, "homeless"));

        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "CREATE Deployment .* failed: namespaces \"" + missing
                        + "\" not found: make the namespace, or ask for another.*");
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(missing)
                        .endMetadata()
                        .build())
                .create();
        awaitReport(wanted, Phase.PHASE_READY, ".*");
    }

    @Test
    void somebodyElsesObjectIsARefusal() {
        String token = installation.gateway().createDeployer("demo").getToken();
        Deployment wanted = create("taken");
        plane.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(SystemTest.objectName(wanted))
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();

        installation.start(token, NEITHER_POLLS_NOR_RESYNCS);

        awaitReport(
                wanted,
                Phase.PHASE_FAILED,
                "Service .*; it is left alone. Remove it, or rename the model deployment.*");
        assertThat(waits("taken", "-r", "2", "--timeout", "1m")).returns(4, Ended::code);
    }

    @Test
    void anApiServerThatIsKilledFailsNothingAndTheWaitingGoesOn() {
        installation.startDeployer("demo", NEITHER_POLLS_NOR_RESYNCS);
        Deployment served = create("killed");
        awaitReport(served, Phase.PHASE_READY, ".*");
        CompletableFuture<Ended> waiting;
        plane.stopApiServer();
        try {
            waiting = CompletableFuture.supplyAsync(() -> waits("killed", "-i", "example/model:2", "--timeout", "4m"));
            awaitReport(
                    served,
                    Phase.PHASE_PROGRESSING,
                    "Its Deployment is not as wanted yet; the API server does not take changes at present, since"
                            + " \\S+Z \\(.*\\): tried again until it does");
            assertThat(waiting).isNotDone();
        } finally {
            plane.startApiServer();
        }
        assertThat(waiting.join()).returns(0, Ended::code);
    }

    private Deployment create(String name) {
        return installation.gateway().create("demo", model(namespace, name));
    }

    private Ended waits(String name, String... more) {
        String[] words = new String[more.length + 4];
        words[0] = "deployment";
        words[1] = "update";
        words[2] = name;
        words[3] = "--wait";
        System.arraycopy(more, 0, words, 4, more.length);
        return installation.ds(words).run();
    }

    private void awaitReport(Deployment wanted, Phase phase, String pattern) {
        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .as("%s", installation.known(wanted))
                .returns(phase, Report::getPhase)
                .extracting(Report::getMessage)
                .asString()
                .matches(pattern));
    }
}
