package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.deployer.plan.limits.Asked;
import com.dotscience.deployer.plan.limits.Limits;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Pure
class LastAllowedTest {

    private final LastAllowed limited = new LastAllowed(Limits.of(
            setting -> setting.equals("deployer.allowed.images") ? "example/model" : "",
            "dotscience-deployer",
            List.of()));

    private List<HasMetadata> own = List.of();
    private Optional<Deployment> running = Optional.empty();

    @Test
    void whatWasAllowedLastGoesOnWhileSomethingNewerIsRefused() {
        assertThat(allowed("example/model:1")).contains(model("example/model:1"));
        assertThat(allowed("evil/model:2")).contains(model("example/model:1"));
        assertThat(limited.refusal("a").orElseThrow()).startsWith("Refused: deployment.image is evil/model:2, but");
        assertThat(allowed("example/model:3")).contains(model("example/model:3"));
        assertThat(limited.refusal("a")).isEmpty();
    }

    @Test
    void nothingIsMadeOfWhatIsRefusedFromTheFirst() {
        assertThat(allowed("evil/model:1")).isEmpty();
        assertThat(limited.remark("a")).isEmpty();
    }

    @Test
    void whileAnUpdateIsRefusedWhatRanBeforeTheStartIsWanted() {
        own = List.of(new ServiceBuilder().withNewMetadata().endMetadata().build());
        running = Optional.of(model("old/model:1"));

        assertThat(allowed("evil/model:2")).isEqualTo(running);
        assertThat(limited.refusal("a").orElseThrow()).startsWith("Refused: deployment.image is evil/model:2, but");
        running = Optional.of(model("by/hand:1"));
        assertThat(allowed("evil/model:3")).contains(model("old/model:1"));

        own = List.of();
        assertThat(allowed("old/model:1")).contains(model("old/model:1"));
        assertThat(limited.remark("a").orElseThrow()).startsWith("Left as it was");
    }

    @Test
    void whatWasForgottenIsAskedForAnew() {
        allowed("example/model:1");
        limited.forget("a");
        assertThat(allowed("evil/model:2")).isEmpty();
    }

    private Optional<Deployment> allowed(String image) {
        return limited.allowed(new Asked(model(image), false, false), own, () -> running);
    }

    private static Deployment model(String image) {
        return Deployment.newBuilder()
                .setId("a")
                .setDeployment(DeploymentSpec.newBuilder().setImage(image))
                .build();
    }
}
