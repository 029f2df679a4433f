package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.deployer.plan.limits.Asked;
import com.dotscience.deployer.plan.limits.Limits;
import com.dotscience.testing.Pure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Pure
class LimitedTest {

    private final Limited limited = new Limited(Limits.of(
            setting -> setting.equals("deployer.allowed.images") ? "example/model" : "",
            "dotscience-deployer",
            List.of()));

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
    void whatWasForgottenIsAskedForAnew() {
        allowed("example/model:1");
        limited.forget("a");
        assertThat(allowed("evil/model:2")).isEmpty();
    }

    private Optional<Deployment> allowed(String image) {
        return limited.allowed(new Asked(model(image), false, false), List.of());
    }

    private static Deployment model(String image) {
        return Deployment.newBuilder()
                .setId("a")
                .setDeployment(DeploymentSpec.newBuilder().setImage(image))
                .build();
    }
}
