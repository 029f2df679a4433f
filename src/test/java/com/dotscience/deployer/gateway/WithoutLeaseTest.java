package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

/** What the Gateway says of one without a Lease, in answers that overtake each other. */
@Pure
class WithoutLeaseTest {

    private final WithoutLease withoutLease = new WithoutLease();

    @Test
    void thereIsNoneUntilTheGatewaySaysSoAndAfterItSaysThatItHasGone() {
        assertThat(withoutLease.version()).isEmpty();

        withoutLease.told(withoutLease.asking(), "0.1.0");
        assertThat(withoutLease.version()).contains("0.1.0");

        withoutLease.told(withoutLease.asking(), "");
        assertThat(withoutLease.version()).isEmpty();
    }

    @Test
    void anAnswerFromBeforeItCameDoesNotSayThatItHasGone() {
        int list = withoutLease.asking();
        withoutLease.told(withoutLease.asking(), "0.1.0");

        withoutLease.told(list, "");

        assertThat(withoutLease.version()).contains("0.1.0");
    }
}
