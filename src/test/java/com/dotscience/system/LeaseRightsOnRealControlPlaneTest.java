package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployer does that may not have its Lease. */
@NeedsControlPlane
class LeaseRightsOnRealControlPlaneTest {

    private final RealControlPlane plane;
    private Contest contest;

    LeaseRightsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    @BeforeEach
    void begin(@TempDir Path folder) {
        contest = new Contest(plane, folder);
    }

    @AfterEach
    void end() throws Exception {
        contest.close();
    }

    @Test
    void whereTheLeaseIsRequiredNothingIsWrittenUntilTheRightIsThere() throws Exception {
        grant("models", "*", "apps", "", "networking.k8s.io", "autoscaling", "events.k8s.io");
        contest.start("one", settings("required"));

        contest.awaitLog(
                "one", "standing by: the Lease " + contest.namespace() + "/dotscience-deployer-", "cannot be had");
        await().untilAsserted(() -> assertThat(
                        contest.installation().ds("deployer", "ls").output())
                .contains("nothing is written: standing by: the Lease")
                .contains("is forbidden"));
        assertThat(contest.successes()).isEmpty();

        grant("leases", "leases", "coordination.k8s.io");
        contest.awaitWritesOf("one");
        await().untilAsserted(() ->
                assertThat(contest.installation().ds("deployer", "ls").output()).doesNotContain("Lease"));
    }

    @Test
    void aProgramWithoutTheRightWorksAloneAndSaysSo() throws Exception {
        grant("models", "*", "apps", "", "networking.k8s.io", "autoscaling", "events.k8s.io");
        contest.start("one", settings("auto"));

        contest.awaitWritesOf("one");
        contest.awaitLog("one", "This deployer works alone, without a Lease", "cannot be had");
        await().untilAsserted(() -> assertThat(
                        contest.installation().ds("deployer", "ls").output())
                .contains("online: works alone, without a Lease: the Lease"));
        assertThat(contest.installation().ds("deployer", "ls", "-o", "json").output())
                .contains("\"leaseTrouble\" : \"works alone, without a Lease: the Lease");

        contest.start("two");
        contest.awaitLog("two", "standing by: another deployer with this token");
        contest.awaitWritesOf("one");
        assertThat(contest.hands()).containsExactly("one");
    }

    @Test
    void aProgramWithTheRightTakesPart() throws Exception {
        contest.start("one");
        contest.awaitWritesOf("one");
        grant("models", "*", "apps", "", "networking.k8s.io", "autoscaling", "events.k8s.io");
        grant("leases", "leases", "coordination.k8s.io");
        contest.start("two", settings("auto"));

        contest.awaitLog("two", "standing by", "leads");
        contest.terminate("one");
        contest.awaitWritesOf("two");
        assertThat(contest.hands()).containsExactly("one", "two");
    }

    /** Only the namespace of the contest is watched, so that a Role is enough. */
    private Map<String, String> settings(String lease) {
        return Map.of("DEPLOYER_LEASE", lease, "DEPLOYER_NAMESPACES", contest.namespace());
    }

    /** Lets all users of the contest do everything with some kinds in its namespace. */
    private void grant(String name, String resource, String... groups) {
        plane.client()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(contest.namespace())
                        .withName(name)
                        .endMetadata()
                        .withRules(new PolicyRuleBuilder()
                                .withApiGroups(groups)
                                .withResources(resource)
                                .withVerbs("*")
                                .build())
                        .build())
                .create();
        plane.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(contest.namespace())
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                        .addNewSubject()
                        .withKind("Group")
                        .withApiGroup("rbac.authorization.k8s.io")
                        .withName("system:serviceaccounts:" + contest.namespace())
                        .endSubject()
                        .build())
                .create();
    }
}
