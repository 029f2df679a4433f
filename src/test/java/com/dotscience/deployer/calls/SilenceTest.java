package com.dotscience.deployer.calls;

import static com.dotscience.deployer.calls.Silence.Verdict.ASK;
import static com.dotscience.deployer.calls.Silence.Verdict.GIVE_UP;
import static com.dotscience.deployer.calls.Silence.Verdict.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@Pure
class SilenceTest {

    private final Silence silence = new Silence(0);

    @Test
    void whoeverIsHeardIsNotAsked() {
        silence.answered(seconds(1));
        for (int second = 2; second < 100; second += 9) {
            assertThat(silence.verdict(seconds(second))).isEqualTo(WAIT);
            silence.heard(seconds(second));
        }
    }

    @Test
    void whoeverIsQuietForTenSecondsIsAskedOnceAndGivenUpTenSecondsLater() {
        silence.answered(seconds(1));

        assertThat(silence.verdict(seconds(11) - 1)).isEqualTo(WAIT);
        assertThat(silence.verdict(seconds(11))).isEqualTo(ASK);
        assertThat(silence.verdict(seconds(11) + 1)).isEqualTo(WAIT);
        assertThat(silence.verdict(seconds(21) - 1)).isEqualTo(WAIT);
        assertThat(silence.verdict(seconds(21))).isEqualTo(GIVE_UP);
    }

    @Test
    void anAnswerIsEnough() {
        silence.answered(seconds(1));
        assertThat(silence.verdict(seconds(11))).isEqualTo(ASK);
        silence.answered(seconds(20));

        assertThat(silence.verdict(seconds(21))).isEqualTo(WAIT);
        assertThat(silence.due()).isEqualTo(seconds(30));
    }

    @Test
    void whoeverHasNeverAnsweredIsNotGivenUp() {
        for (int second = 10; second < 1000; second += 10) {
            assertThat(silence.verdict(seconds(second))).isEqualTo(ASK);
        }
    }

    /** This process was stopped, and what came meanwhile has not been read: the one that is late is this one. */
    @Test
    void whoeverWasNotAskedIsAskedFirstHoweverLongAgoItWasHeard() {
        silence.answered(seconds(1));

        assertThat(silence.verdict(seconds(500))).isEqualTo(ASK);
        assertThat(silence.verdict(seconds(501))).isEqualTo(WAIT);
    }

    private static long seconds(long number) {
        return TimeUnit.SECONDS.toNanos(number);
    }
}
