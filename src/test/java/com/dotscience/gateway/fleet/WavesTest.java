package com.dotscience.gateway.fleet;

import static com.dotscience.api.management.FleetMember.State.FAILED;
import static com.dotscience.api.management.FleetMember.State.LEFT;
import static com.dotscience.api.management.FleetMember.State.READY;
import static com.dotscience.api.management.FleetMember.State.UPDATING;
import static com.dotscience.api.management.FleetMember.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Phase;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.testing.Pure;
import java.util.List;
import org.junit.jupiter.api.Test;

@Pure
class WavesTest {

    @Test
    void aWaveIsAsManyAsMayChangeAtATimeAndTheNextOneBeginsWhenAllOfItAreReady() {
        Fleet fleet = new Fleet(5, 2);

        assertThat(fleet.run()).containsExactly(new Step.Write(0), new Step.Write(1));
        assertThat(fleet.run()).isEmpty();
        fleet.site(1).reports(Phase.PHASE_PROGRESSING);
        fleet.site(2).reports(Phase.PHASE_READY);
        assertThat(fleet.run()).containsExactly(new Step.Settle(1, READY, ""));
        fleet.site(1).reports(Phase.PHASE_READY);
        assertThat(fleet.run()).containsExactly(new Step.Settle(0, READY, ""), new Step.Write(2), new Step.Write(3));
        fleet.site(3).reports(Phase.PHASE_READY);
        fleet.site(4).reports(Phase.PHASE_READY);
        assertThat(fleet.run())
                .containsExactly(new Step.Settle(2, READY, ""), new Step.Settle(3, READY, ""), new Step.Write(4));
        fleet.site(5).reports(Phase.PHASE_READY);
        assertThat(fleet.run())
                .containsExactly(new Step.Settle(4, READY, ""), new Step.End(FleetUpdate.State.DONE, ""));
        assertThat(fleet.run()).isEmpty();
    }

    @Test
    void aReportOnWhatWasWantedBeforeIsNoReportOnTheChange() {
        Fleet fleet = new Fleet(1, 1);
        fleet.run();

        fleet.site(1).phase = Phase.PHASE_READY;
        assertThat(fleet.next()).isEmpty();
        fleet.site(1).phase = Phase.PHASE_FAILED;
        assertThat(fleet.next()).isEmpty();

        fleet.site(1).reports(Phase.PHASE_FAILED);
        assertThat(fleet.next()).contains(new Step.Settle(0, FAILED, "Failed"));
    }

    @Test
    void theFirstFailureStopsItWithTheDeployersWordsAndChangesNothingMore() {
        Fleet fleet = new Fleet(4, 3);
        fleet.site(3).unreachable = "deployer d3 is offline";
        fleet.run();
        fleet.site(1).reports(Phase.PHASE_READY);
        fleet.site(2).reports(Phase.PHASE_FAILED, "The image cannot be pulled");
        fleet.site(3).unreachable = "";

        assertThat(fleet.run())
                .containsExactly(
                        new Step.Settle(0, READY, ""),
                        new Step.Settle(1, FAILED, "Failed: The image cannot be pulled"),
                        new Step.End(FleetUpdate.State.STOPPED, "deployer d2: Failed: The image cannot be pulled"));

        assertThat(fleet.states()).containsExactly(READY, FAILED, WAITING, WAITING);
        fleet.site(2).reports(Phase.PHASE_READY);
        assertThat(fleet.run()).isEmpty();
    }

    @Test
    void aCrashBetweenAFailureAndItsStopChangesNothingInBetween() {
        Fleet fleet = new Fleet(2, 1);
        fleet.run();
        fleet.site(1).reports(Phase.PHASE_FAILED);
        fleet.take(fleet.next().orElseThrow());

        fleet.site(1).reports(Phase.PHASE_READY);

        assertThat(fleet.run()).containsExactly(new Step.End(FleetUpdate.State.STOPPED, "deployer d1: Failed"));
    }

    @Test
    void whatIsDegradedForAMomentIsWaitedForAndLongerIsAFailure() {
        Fleet fleet = new Fleet(1, 1);
        fleet.run();
        fleet.site(1).reports(Phase.PHASE_DEGRADED, "the version before still serves");

        fleet.site(1).degradedFor = Waves.PATIENCE.minusMillis(1);
        assertThat(fleet.next()).isEmpty();
        fleet.site(1).degradedFor = Waves.PATIENCE;
        assertThat(fleet.next()).contains(new Step.Settle(0, FAILED, "Degraded: the version before still serves"));
    }

    @Test
    void aDeployerThatIsOfflineIsWaitedForBeforeAndAfterItsChange() {
        Fleet fleet = new Fleet(3, 2);
        fleet.site(1).unreachable = "deployer d1 is offline";
        assertThat(fleet.run()).containsExactly(new Step.Write(1));
        fleet.site(2).reports(Phase.PHASE_READY);
        assertThat(fleet.run()).containsExactly(new Step.Settle(1, READY, ""));
        assertThat(messages(fleet)).containsExactly("deployer d1 is offline: it is waited for", "", "");

        fleet.site(1).unreachable = "";
        assertThat(fleet.run()).containsExactly(new Step.Write(0));
        fleet.site(1).reports(Phase.PHASE_READY).unreachable = "deployer d1 is offline";
        assertThat(fleet.run()).isEmpty();
        assertThat(messages(fleet)).containsExactly("deployer d1 is offline: it is waited for", "", "");

        fleet.site(1).unreachable = "";
        assertThat(fleet.run()).containsExactly(new Step.Settle(0, READY, ""), new Step.Write(2));
    }

    @Test
    void whatIsWaitedForIsSaidInTheDeployersWords() {
        Fleet fleet = new Fleet(2, 1);
        fleet.run();
        assertThat(messages(fleet)).containsExactly("", "");

        fleet.site(1).reports(Phase.PHASE_PROGRESSING, "no node has room");

        assertThat(messages(fleet)).containsExactly("Progressing: no node has room", "");
        assertThat(fleet.waves.shown(fleet.seen()).getMembersList())
                .extracting(FleetMember::getWave)
                .containsExactly(1, 2);
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsSaidAndLeftAsItIs() {
        Fleet fleet = new Fleet(4, 2);
        fleet.run();
        fleet.changeByHand(1, "by anna@laptop (Asked for image signs:3)");
        fleet.site(2).removed = true;
        fleet.changeByHand(3, "");

        assertThat(fleet.run())
                .containsExactly(
                        new Step.Settle(
                                0,
                                LEFT,
                                "it was changed meanwhile by anna@laptop (Asked for image signs:3), and is left so"),
                        new Step.Settle(1, LEFT, "it was removed"),
                        new Step.Settle(2, LEFT, "it was changed meanwhile, and is left so"),
                        new Step.Write(3));
        fleet.site(4).reports(Phase.PHASE_READY);
        assertThat(fleet.run())
                .containsExactly(
                        new Step.Settle(3, READY, ""),
                        new Step.End(
                                FleetUpdate.State.DONE,
                                "3 of 4 were changed or removed by somebody else meanwhile: d1, d2, d3"));
        assertThat(fleet.sites).extracting(site -> site.writes).containsExactly(1, 1, 0, 1);
    }

    @Test
    void whatIsChangedAfterItWasReadyIsNoBusinessOfTheFleetUpdateAnyMore() {
        Fleet fleet = new Fleet(2, 1);
        fleet.run();
        fleet.site(1).reports(Phase.PHASE_READY);
        fleet.run();

        fleet.changeByHand(1, "by anna@laptop");
        fleet.site(1).reports(Phase.PHASE_FAILED);
        fleet.site(2).reports(Phase.PHASE_READY);

        assertThat(fleet.run())
                .containsExactly(new Step.Settle(1, READY, ""), new Step.End(FleetUpdate.State.DONE, ""));
    }

    @Test
    void afterAStopItGoesOnWhereItStoodAndWritesNothingTwice() {
        Fleet fleet = new Fleet(3, 1);
        fleet.run();
        fleet.site(1).reports(Phase.PHASE_READY);
        fleet.run();
        fleet.site(2).reports(Phase.PHASE_FAILED);
        fleet.run();

        fleet.goOn();
        assertThat(fleet.states()).containsExactly(READY, UPDATING, WAITING);
        assertThat(fleet.run())
                .containsExactly(
                        new Step.Settle(1, FAILED, "Failed"),
                        new Step.End(FleetUpdate.State.STOPPED, "deployer d2: Failed"));

        fleet.goOn();
        fleet.site(2).reports(Phase.PHASE_READY);
        assertThat(fleet.run()).containsExactly(new Step.Settle(1, READY, ""), new Step.Write(2));
        assertThat(fleet.sites).extracting(site -> site.writes).containsExactly(1, 1, 1);
    }

    @Test
    void whatWasRefusedIsAskedForAgainAfterAStop() {
        Fleet fleet = new Fleet(1, 1);
        fleet.take(new Step.Settle(0, FAILED, "deployer 'd1' has version 0.1.0, which does not know env"));
        fleet.run();
        assertThat(fleet.waves.update().getMessage())
                .isEqualTo("deployer d1: deployer 'd1' has version 0.1.0, which does not know env");

        fleet.goOn();

        assertThat(fleet.run()).containsExactly(new Step.Write(0));
    }

    @Test
    void whatAPersonStoppedDoesNothingUntilItGoesOn() {
        Fleet fleet = new Fleet(2, 1);
        fleet.run();
        fleet.setState(FleetUpdate.State.STOPPED, "stopped by anna@laptop");
        fleet.site(1).reports(Phase.PHASE_READY);
        assertThat(fleet.run()).isEmpty();
        assertThat(fleet.waves.open()).isEmpty();

        fleet.goOn();

        assertThat(fleet.run()).containsExactly(new Step.Settle(0, READY, ""), new Step.Write(1));
    }

    @Test
    void itEndsAtOnceWhereEverythingWasChangedByOthers() {
        Fleet fleet = new Fleet(1, 1);
        fleet.site(1).removed = true;

        assertThat(fleet.run())
                .containsExactly(
                        new Step.Settle(0, LEFT, "it was removed"),
                        new Step.End(
                                FleetUpdate.State.DONE,
                                "1 of 1 was changed or removed by somebody else meanwhile: d1"));
    }

    private static List<String> messages(Fleet fleet) {
        return fleet.waves.shown(fleet.seen()).getMembersList().stream()
                .map(FleetMember::getMessage)
                .toList();
    }
}
