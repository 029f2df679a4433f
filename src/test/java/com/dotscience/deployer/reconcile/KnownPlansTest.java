package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** R9: what did not change is not compared again. */
class KnownPlansTest {

    private final KnownPlans plans = new KnownPlans();
    private int made;

    @Test
    void theSameQuestionIsAnsweredOnce() {
        ask(model("image:1"), "identity", observed("1"), Optional.empty());
        ask(model("image:1"), "identity", observed("1"), Optional.empty());

        assertThat(made).isEqualTo(1);
    }

    @Test
    void whateverThePlanIsMadeFromMakesItAnotherQuestion() {
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
    void whatWasForgottenIsAskedAnew() {
        ask(model("image:1"), "identity", observed("1"), Optional.empty());

        plans.forget("a");
        ask(model("image:1"), "identity", observed("1"), Optional.empty());

        assertThat(made).isEqualTo(2);
    }

    private void ask(Deployment wanted, String identity, Observed observed, Optional<Set<String>> classes) {
        plans.get(wanted, identity, observed, classes, () -> {
            made++;
            return new Plan("a", List.of(), List.of(), List.of());
        });
    }

    private static Deployment model(String image) {
        Deployment.Builder model = Deployment.newBuilder().setId("a");
        model.getDeploymentBuilder().setImage(image);
        return model.build();
    }

    private static Observed observed(String... versions) {
        return new Observed(
                List.of(versions).stream().map(KnownPlansTest::service).toList(), false);
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
