package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import com.dotscience.deployer.plan.PlanResult;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.deployer.plan.Synced;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** R9: what did not change is not compared again. */
@Pure
class PlanCacheTest {

    private final PlanCache plans = new PlanCache();
    private int made;
    private Synced known;
    private Synced found = Synced.NOTHING;

    @Test
    void aPlanIsMadeOnceOfTheSameInputs() {
        ask(model("image:1"), "identity", observed("1"), Optional.empty());
        ask(model("image:1"), "identity", observed("1"), Optional.empty());

        assertThat(made).isEqualTo(1);
    }

    @Test
    void aPlanIsMadeAnewOfWhateverElseItIsMadeFrom() {
        ask(model("image:1"), "identity", observed("1"), Optional.empty());
        ask(model("image:2"), "identity", observed("1"), Optional.empty());
        ask(model("image:2"), "another", observed("1"), Optional.empty());
        ask(model("image:2"), "another", observed("2"), Optional.empty());
        ask(model("image:2"), "another", observed("2", "3"), Optional.empty());
        ask(model("image:2"), "another", new Observed(observed("2", "3").objects(), true), Optional.empty());
        ask(
                model("image:2"),
                "another",
                new Observed(observed("2", "3").objects(), true),
                Optional.of(Set.of("nginx")));

        assertThat(made).isEqualTo(7);
    }

    @Test
    void whatIsAsWantedStaysSoWhileOnlyTheStatusOfItsDeploymentChanges() {
        ask(rollout("1", "image:1", 0), inSync());
        ask(rollout("2", "image:1", 1), inSync());
        ask(rollout("3", "image:1", 2), inSync());
        assertThat(made).isEqualTo(1);

        ask(rollout("4", "image:2", 2), inSync());
        assertThat(made).as("its image was changed").isEqualTo(2);
        ask(labelled(rollout("5", "image:2", 2)), inSync());
        assertThat(made).as("its labels were changed").isEqualTo(3);
    }

    @Test
    void aPlanThatIsNotInSyncIsMadeAnewForEachVersion() {
        Plan waiting = new Plan("a", List.of(), List.of(), List.of("the old one stays until the new one is ready"));

        ask(rollout("1", "image:1", 0), waiting);
        ask(rollout("2", "image:1", 1), waiting);

        assertThat(made).isEqualTo(2);
    }

    @Test
    void theNextPlanGetsToKnowWhatTheLastOneFoundInSync() {
        found = new Planner()
                .plan(model("image:1"), "identity", observed("2"), Optional.empty(), Synced.NOTHING)
                .synced();

        ask(model("image:1"), "identity", observed("2"), Optional.empty());
        assertThat(known).isSameAs(Synced.NOTHING);
        ask(model("image:2"), "identity", observed("2"), Optional.empty());
        assertThat(known).isSameAs(found);

        plans.forget("a");
        ask(model("image:2"), "identity", observed("2"), Optional.empty());
        assertThat(known).isSameAs(Synced.NOTHING);
    }

    @Test
    void whatWasForgottenIsAskedAnew() {
        ask(model("image:1"), "identity", observed("1"), Optional.empty());

        plans.forget("a");
        ask(model("image:1"), "identity", observed("1"), Optional.empty());

        assertThat(made).isEqualTo(2);
    }

    private void ask(Deployment wanted, String identity, Observed observed, Optional<Set<String>> classes) {
        ask(wanted, identity, observed, classes, inSync());
    }

    private void ask(HasMetadata observed, Plan plan) {
        ask(model("image:1"), "identity", new Observed(List.of(observed), false), Optional.empty(), plan);
    }

    private void ask(Deployment wanted, String identity, Observed observed, Optional<Set<String>> classes, Plan plan) {
        Plan answer = plans.get(wanted, identity, observed, classes, synced -> {
            known = synced;
            made++;
            return new PlanResult(plan, found);
        });
        assertThat(answer).isEqualTo(plan);
    }

    private static Plan inSync() {
        return new Plan("a", List.of(), List.of(), List.of());
    }

    private static HasMetadata rollout(String version, String image, int ready) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withUid("uid")
                .withResourceVersion(version)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withReadyReplicas(ready)
                .endStatus()
                .build();
    }

    private static HasMetadata labelled(HasMetadata object) {
        object.getMetadata().setLabels(Map.of("team", "vision"));
        return object;
    }

    private static Deployment model(String image) {
        Deployment.Builder model = Deployment.newBuilder().setId("a");
        model.getDeploymentBuilder().setImage(image);
        return model.build();
    }

    private static Observed observed(String... versions) {
        return new Observed(
                List.of(versions).stream().map(PlanCacheTest::service).toList(), false);
    }

    private static HasMetadata service(String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withUid("uid-" + version)
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
