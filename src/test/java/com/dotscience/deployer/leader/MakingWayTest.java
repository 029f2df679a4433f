package com.dotscience.deployer.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When one that does not hear the Gateway lets another lead. */
@Pure
class MakingWayTest {

    private final MakingWay way = new MakingWay();

    @Test
    void tenSecondsAfterTheGatewayWasHeardLastItIsTime() {
        way.heardNothingFor(Duration.ZERO);
        assertThat(way.forOthers()).isFalse();

        way.heardNothingFor(Duration.ofMillis(1));
        assertThat(way.forOthers()).isTrue();

        way.heardNothingFor(Duration.ofSeconds(10).minusNanos(1));
        assertThat(way.isDue()).isFalse();
        way.heardNothingFor(Duration.ofSeconds(10));
        assertThat(way.isDue()).isTrue();
    }

    @Test
    void aConnectionThatIsLostForItsSilenceIsNotWaitedForAnyLonger() {
        way.heardNothingFor(Duration.ZERO);
        way.heardNothingFor(Duration.ofSeconds(14));

        assertThat(way.isDue()).isTrue();
    }

    @Test
    void aConnectionThatComesBackBeforeChangesNothing() {
        way.heardNothingFor(Duration.ofSeconds(8));
        way.heardNothingFor(Duration.ZERO);
        way.heardNothingFor(Duration.ofSeconds(2));

        assertThat(way.isDue()).isFalse();
    }

    @Test
    void itHappensOnceForEachLoss() {
        way.heardNothingFor(Duration.ofSeconds(10));
        way.done();
        way.heardNothingFor(Duration.ofSeconds(100));
        assertThat(way.isDue()).isFalse();

        way.heardNothingFor(Duration.ZERO);
        way.heardNothingFor(Duration.ofSeconds(10));
        assertThat(way.isDue()).isTrue();
    }
}
