package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

/** Of programs with one token, which take part in which Lease, and what is wrong with that. */
@Pure
class ClaimantsTest {

    private static final LeaseClaim LEADS = new LeaseClaim("uid-1", false);
    private static final LeaseClaim WAITS = new LeaseClaim("uid-1", true);
    private static final LeaseClaim ELSEWHERE = new LeaseClaim("uid-2", false);
    private static final LeaseClaim UNSURE = new LeaseClaim(LeaseClaim.UNKNOWN, true);
    private static final LeaseClaim IDLE = new LeaseClaim(LeaseClaim.IDLE, false);

    private final Claimants claimants = new Claimants();

    @Test
    void oneThatLeadsAndOneThatWaitsAreAsItShouldBe() {
        call(UNSURE, "2", 0);
        call(LEADS, "2", 1_000);
        call(WAITS, "2", 2_000);

        assertThat(claimants.withoutLease(3_000)).isEmpty();
        assertThat(claimants.trouble(3_000)).isEmpty();
    }

    @Test
    void oneWithoutALeaseIsThereWhileItHasACallOpenAndForAWhileAfterThat() {
        assertThat(claimants.opened(LeaseClaim.NONE, "0.1.0", 0)).isTrue();
        assertThat(claimants.opened(LeaseClaim.NONE, "0.1.0", 10)).isFalse();
        claimants.closed(LeaseClaim.NONE, 20);

        assertThat(claimants.withoutLease(1_000_000)).contains("0.1.0");

        claimants.closed(LeaseClaim.NONE, 1_000_000);

        assertThat(claimants.withoutLease(1_014_999)).contains("0.1.0");
        assertThat(claimants.withoutLease(1_015_000)).isEmpty();
        assertThat(claimants.opened(LeaseClaim.NONE, "", 1_020_000)).isTrue();
        assertThat(claimants.withoutLease(1_020_000)).contains("unknown");
    }

    @Test
    void oneWithoutALeaseBesideOneThatHasOneIsSaid() {
        claimants.opened(LeaseClaim.NONE, "0.1.0", 0);
        assertThat(claimants.trouble(1)).isEmpty();
        call(UNSURE, "2", 0);

        assertThat(claimants.trouble(1))
                .isEqualTo(
                        "version 0.1.0 runs with its token and writes without a Lease: others with its token stand by until that has"
                                + " ended");
        assertThat(claimants.trouble(15_000)).isEmpty();
    }

    @Test
    void oneThatWorksAloneSaysSoAndIsNotTakenForTwo() {
        call(UNSURE, "2", 0);
        claimants.opened(LeaseClaim.NONE, "2", 1);
        claimants.said(LeaseClaim.NONE, "", "works alone, without a Lease: forbidden");

        assertThat(claimants.trouble(2)).isEqualTo("works alone, without a Lease: forbidden");

        call(WAITS, "2", 3);

        assertThat(claimants.trouble(4)).startsWith("version 2 runs with its token and writes without a Lease");
    }

    @Test
    void differentLeasesAreSaidWhileBothCall() {
        claimants.opened(LEADS, "2", 0);
        claimants.opened(ELSEWHERE, "2", 5_000);

        assertThat(claimants.trouble(14_999))
                .isEqualTo(
                        "2 run with its token that have different Leases, in different clusters or namespaces, and each writes: give"
                                + " each a deployer of its own");
        assertThat(claimants.trouble(15_000)).isEmpty();
    }

    @Test
    void thatNobodyWritesIsSaidWithItsReason() {
        call(UNSURE, "2", 0);
        claimants.said(UNSURE, "standing by: the Lease cannot be had", "");

        assertThat(claimants.trouble(1)).isEqualTo("nothing is written: standing by: the Lease cannot be had");

        call(LEADS, "2", 2);
        assertThat(claimants.trouble(3)).isEmpty();
    }

    @Test
    void oneThatNeverWritesConcernsNobody() {
        claimants.opened(LeaseClaim.NONE, "0.1.0", 0);
        call(IDLE, "2", 1);

        assertThat(claimants.trouble(2)).isEmpty();
        assertThat(IDLE.speaksForAll()).isFalse();
        assertThat(claimants.isLed(2)).isTrue();
    }

    @Test
    void oneThatMakesUpLeasesFillsNoMemory() {
        for (int i = 0; i < 1_000; i++) {
            claimants.opened(new LeaseClaim("uid-" + i, false), "2", 0);
        }

        assertThat(claimants.trouble(1)).startsWith("8 run with its token");
        assertThat(claimants.opened(LeaseClaim.NONE, "0.1.0", 1)).isTrue();
        assertThat(claimants.withoutLease(1)).contains("0.1.0");
    }

    @Test
    void whatWasThereWhenTheGatewayEndedHasTimeToComeBack() {
        claimants.remembered("0.1.0", 1_000);

        assertThat(claimants.withoutLease(15_999)).contains("0.1.0");
        assertThat(claimants.withoutLease(16_000)).isEmpty();
    }

    private void call(LeaseClaim claim, String version, long at) {
        claimants.opened(claim, version, at);
        claimants.closed(claim, at);
    }
}
