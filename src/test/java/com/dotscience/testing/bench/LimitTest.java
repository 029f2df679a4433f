package com.dotscience.testing.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Pure
class LimitTest {

    private final Results results = new Results();

    @Test
    void theMedianOfPairsIsHeldToIt() {
        measured(Side.DEPLOYER, 4, 9, 6);
        measured(Side.KUBECTL_CREATE, 4, 6, 5);

        assertThat(Limit.of("create/kubectl_create", 1.2).broken(results, "time", Figure::wallSeconds))
                .isEmpty();
        assertThat(Limit.of("create/kubectl_create", 1.1).broken(results, "time", Figure::wallSeconds))
                .containsExactly("create (deployer): 1.20 times the time of kubectl create, and 1.10 may be");
    }

    @Test
    void eachFormOfTheDeployerIsHeldToIt() {
        measured(Side.DEPLOYER, 1);
        measured(Side.IMAGE, 3);
        measured(Side.BARE, 2);

        assertThat(Limit.of("create/bare", 1).broken(results, "time", Figure::wallSeconds))
                .containsExactly(
                        "create (deployer, as in its image): 1.50 times the time of bare client, and 1.00 may be");
    }

    @Test
    void whatWasNotMeasuredBreaksIt() {
        measured(Side.DEPLOYER, 1);

        assertThat(Limit.of("create/bare", 1).broken(results, "time", Figure::wallSeconds))
                .containsExactly("create was not measured beside the bare client");
        assertThat(Limit.of("start/floor", 1).broken(results, "time", Figure::wallSeconds))
                .containsExactly("start to in sync was not measured beside the floor");
    }

    @Test
    void aWrongNameIsSaidWithTheRightOnes() {
        assertThatThrownBy(() -> Limit.of("creation/bare", 1))
                .hasMessage("'creation/bare' is to be one of create, create-from-start, delete, idle-full, images, one,"
                        + " scale, start, start-full, together, a slash, and the side beside which it is measured");
        assertThatThrownBy(() -> Limit.of("create/helm", 1))
                .hasMessage(
                        "'helm' is no side: there are [DEPLOYER, IMAGE, FLOOR, BARE, KUBECTL_CREATE, KUBECTL_APPLY]");
    }

    private void measured(Side side, int... seconds) {
        for (int each : seconds) {
            results.add("create", side, new Figure(Duration.ofSeconds(each), Duration.ZERO, 0, 0));
        }
    }
}
