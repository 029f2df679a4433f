package com.dotscience.system;

import static com.dotscience.testing.released.RecordedInstallation.madeByDeployers;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.UpdateDeploymentRequest;
import com.dotscience.testing.released.RecordedInstallation;
import com.google.protobuf.InvalidProtocolBufferException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What 0.1.0 left behind (see {@code hack/record}), with today's Gateway on its database and today's deployers in its cluster.
 * Among it is an offender for each rule that is newer than it is.
 */
@NeedsControlPlane
class UpgradeOnRealControlPlaneTest {

    /** Returns a line for each model deployment that is not just ready. */
    private static final Map<String, String> SAID = Map.ofEntries(
            sharesItsHost("twin-1", "ds-twin-2-2d5502b5"),
            sharesItsHost("twin-2", "ds-twin-1-8b46fa3c"),
            sharesItsHost("across", "ds-across-9b1d6a52"),
            hasAnImageThatIsNone("image-id"),
            hasAnImageThatIsNone("image-md5"),
            hasAnImageThatIsNone("image-short"),
            hasAnImageThatIsNone("image-long"),
            hasAnImageThatIsNone("proxy-md5"),
            isRefused("label-prefix", "labels has the key a\\.a\\..*, which Kubernetes takes for no key of a label"),
            isLeft("label-kubernetes", "labels has the key kubernetes.io/team, by which"),
            isLeft("wildcard", "ingress.host is *.wild.example.com, but deployer.allowed.hosts has to name it"),
            isLeft("hostless", "ingress.host is empty, but deployer.allowed.hosts has to name none"),
            isLeft("system", "namespace is kube-system, but deployer.allowed.namespaces has to name it"),
            isLeft("beside", "namespace is dotscience-deployer, but deployer.allowed.namespaces has to name it"));

    /** The same of what another's Gateway wants. */
    private static final Map<String, String> SAID_ELSEWHERE = Map.ofEntries(
            sharesItsHost("across", "ds-across-50d31f26"),
            isLeft("label-owner", "labels has the key owner, by which"),
            isLeft("label-deployment", "labels has the key deployment, by which"),
            isLeft("label-ours", "labels has the key deployer.dotscience.com/tier, by which"));

    /** One whose Services keep their addresses: no other test's may have them. */
    private static RealControlPlane plane;

    private final RecordedInstallation recorded = RecordedInstallation.of010();
    private Upgrade upgrade;

    @BeforeAll
    static void startControlPlane() {
        plane = RealControlPlane.start(RealControlPlane.assets().orElseThrow());
    }

    @AfterAll
    static void stopControlPlane() {
        plane.close();
    }

    @BeforeEach
    void install(@TempDir Path folder) throws Exception {
        upgrade = new Upgrade(recorded, plane, folder);
    }

    @AfterEach
    void leaveNothing() {
        upgrade.close();
    }

    @ParameterizedTest(name = "with the route files of its operator: {0}")
    @ValueSource(booleans = {true, false})
    void whatRunsStaysAsItIsAndWhatNewRulesAreAgainstIsSaid(boolean routeFiles) throws Exception {
        Map<String, Running> before = upgrade.running();
        Instant start = Instant.now();

        upgrade.startDeployers(routeFiles);

        assertThat(upgrade.running()).containsExactlyInAnyOrderEntriesOf(before);
        assertThat(plane.auditLog().since(start))
                .filteredOn(event -> event.userAgent().startsWith("ds-deployer") && event.isWrite())
                .filteredOn(event -> !"events".equals(event.resource()) && event.code() < 300)
                .isEmpty();
        List<Deployment> wantedElsewhere = recorded.foreign();
        assertSoftly(softly -> {
            for (ModelDeployment each : upgrade.gateway().list()) {
                Report report = each.getReport();
                softly.assertThat(report.getPhase() + " " + report.getMessage())
                        .matches(said(SAID, each.getDeployment().getName()));
            }
            for (Deployment each : wantedElsewhere) {
                softly.assertThat(lastReportElsewhere(each)).matches(said(SAID_ELSEWHERE, each.getName()));
            }
        });
    }

    private static String said(Map<String, String> ofThose, String name) {
        return ofThose.getOrDefault(name, "PHASE_READY ");
    }

    /** What a Gateway that does not know phases gets with the rest, and passes over. */
    private String lastReportElsewhere(Deployment wanted) {
        UpdateDeploymentRequest last = upgrade.elsewhere().reports().stream()
                .filter(report -> report.getId().equals(wanted.getId()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        try {
            var report = com.dotscience.api.UpdateDeploymentRequest.parseFrom(last.toByteString());
            return report.getPhase() + " " + report.getMessage();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachIsHealedScaledDownAndRemoved() throws Exception {
        Map<String, Running> before = upgrade.running();
        upgrade.startDeployers(true);

        madeByDeployers(plane.client())
                .forEach(each -> plane.client().resource(each).edit(UpgradeOnRealControlPlaneTest::editedByHand));
        Map<String, Running> healed = map(before, Running::healed);
        awaitRunning(healed);

        upgrade.gateway().list().forEach(each -> upgrade.gateway().update(scaledDown(each.getDeployment())));
        recorded.foreign().forEach(each -> upgrade.elsewhere().put(scaledDown(each)));
        awaitRunning(map(healed, Running::scaledDown));

        upgrade.gateway().list().forEach(each -> upgrade.gateway().delete(each.getDeployment()));
        // All at once would be held, and so would the last one be.
        recorded.foreign().stream()
                .filter(each -> !each.getName().equals("stays"))
                .forEach(each -> {
                    upgrade.elsewhere().remove(each.getId());
                    awaitGone(each.getId());
                });
        await().atMost(Upgrade.PATIENCE)
                .untilAsserted(() -> assertThat(upgrade.running().keySet())
                        .containsExactly("Deployment models/ds-stays-2f0c9a14", "Service models/ds-stays-2f0c9a14"));
    }

    private static Map.Entry<String, String> sharesItsHost(String name, String other) {
        return entry(
                name,
                "PHASE_READY Ingress models/" + other
                        + " has the host .*\\.example\\.com too, and only one of them answers there.*");
    }

    private static Map.Entry<String, String> hasAnImageThatIsNone(String name) {
        return entry(name, "PHASE_FAILED The image .* cannot be pulled \\(InvalidImageName: .*");
    }

    private static Map.Entry<String, String> isRefused(String name, String why) {
        return entry(name, "PHASE_FAILED Refused: " + why);
    }

    private static Map.Entry<String, String> isLeft(String name, String why) {
        return entry(
                name,
                "PHASE_DEGRADED Left as it was, since it was there before the limit: " + Pattern.quote(why)
                        + ".*; it may be scaled down and removed");
    }

    /** In a field of ours. */
    private static HasMetadata editedByHand(HasMetadata object) {
        if (object instanceof Service service) {
            service.getSpec().getPorts().get(0).setTargetPort(new IntOrString(1234));
        } else if (object instanceof Ingress ingress) {
            var path = ingress.getSpec().getRules().get(0).getHttp().getPaths().get(0);
            path.getBackend().getService().getPort().setNumber(1234);
        } else if (object instanceof io.fabric8.kubernetes.api.model.apps.Deployment deployment) {
            deployment.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("example/by-hand:1");
        }
        return object;
    }

    private static com.dotscience.api.Deployment scaledDown(com.dotscience.api.Deployment wanted) {
        com.dotscience.api.Deployment.Builder scaled = wanted.toBuilder();
        scaled.getDeploymentBuilder().setReplicas(0);
        return scaled.build();
    }

    private static Deployment scaledDown(Deployment wanted) {
        Deployment.Builder scaled = wanted.toBuilder();
        scaled.getDeploymentBuilder().setReplicas(0);
        return scaled.build();
    }

    private static Map<String, Running> map(Map<String, Running> objects, UnaryOperator<Running> to) {
        return objects.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> to.apply(each.getValue())));
    }

    private void awaitRunning(Map<String, Running> expected) {
        await().atMost(Upgrade.PATIENCE)
                .untilAsserted(() -> assertThat(map(upgrade.running(), Running::whatever))
                        .containsExactlyInAnyOrderEntriesOf(expected));
    }

    private static void awaitGone(String id) {
        await().atMost(Upgrade.PATIENCE)
                .until(() -> madeByDeployers(plane.client()).stream()
                        .flatMap(object -> Ownership.of(object).stream())
                        .noneMatch(owner -> owner.id().equals(id)));
    }
}
