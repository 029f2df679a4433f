package com.dotscience.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsControlPlane
class SharedControlPlaneTest {

    @Test
    void oneThatHasDiedIsStartedAgainAndThatIsSaid() {
        List<String> said = new ArrayList<>();
        try (var shared = new SharedControlPlane(RealControlPlane.assets().orElseThrow(), said::add)) {
            RealControlPlane first = shared.alive();
            assertThat(shared.alive()).isSameAs(first);
            assertThat(said).isEmpty();

            first.crash();

            RealControlPlane second = shared.alive();
            assertThat(second.newNamespace("again")).startsWith("again-");
            assertThat(said).singleElement().asString().contains("is started again: etcd ended with code");
            assertThat(shared.alive()).isSameAs(second);
        }
    }
}
