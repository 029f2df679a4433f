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
    void tenSecondsAfterTheGatewayWasLostItIsTime() {
        way.heard(true, seconds(0));
        assertThat(way.forOthers()).isFalse();

        way.heard(false, seconds(1));
        way.heard(false, seconds(3));

        assertThat(way.forOthers()).isTrue();
        assertThat(way.isDue(seconds(11) - 1)).isFalse();
        assertThat(way.isDue(seconds(11))).isTrue();
    }

    @Test
    void aConnectionThatComesBackBeforeChangesNothing() {
        way.heard(false, seconds(1));
        way.heard(true, seconds(9));
        way.heard(false, seconds(10));

        assertThat(way.isDue(seconds(12))).isFalse();
    }

    @Test
    void itHappensOnceForEachLoss() {
        way.heard(false, seconds(0));
        way.done();
        assertThat(way.isDue(seconds(100))).isFalse();

        way.heard(true, seconds(101));
        way.heard(false, seconds(102));
        assertThat(way.isDue(seconds(112))).isTrue();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
