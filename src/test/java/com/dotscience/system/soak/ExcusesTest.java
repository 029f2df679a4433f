package com.dotscience.system.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.system.soak.Excuses.Happened;
import com.dotscience.system.soak.Excuses.Judgement;
import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Pure
class ExcusesTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private static final Happened REFUSED_WRITES = new Happened(
            Trouble.REFUSED_WRITES,
            NOON,
            NOON.plusSeconds(5),
            Set.of("deployments models/ds-cats-1", "ingresses models/ds-cats-1"));

    @Test
    void aFaultExcusesItsOwnMessageAboutWhatItHit() {
        Judgement judgement = judge(
                complaint(1, "CREATE Deployment models/ds-cats-1 failed: writes are not taken"),
                complaint(10, "PATCH Ingress models/ds-cats-1 failed: writes are not taken"));

        assertThat(judgement.unexplained()).isEmpty();
        assertThat(judgement.unused()).isEmpty();
        assertThat(judgement.used().values()).containsExactly(2);
    }

    @Test
    void whatItDidNotHitIsNotExcused() {
        LogLine other = complaint(1, "CREATE Service models/ds-cats-1 failed: writes are not taken");

        assertThat(judge(other).unexplained()).containsExactly(other);
    }

    @Test
    void anotherMessageIsNotExcused() {
        LogLine other = complaint(1, "CREATE Deployment models/ds-cats-1 failed: etcd has no leader");

        assertThat(judge(other).unexplained()).containsExactly(other);
    }

    @Test
    void whatIsSaidBeforeOrLongAfterIsNotExcused() {
        LogLine before = complaint(-1, "CREATE Deployment models/ds-cats-1 failed: writes are not taken");
        LogLine after = complaint(11, "CREATE Deployment models/ds-cats-1 failed: writes are not taken");

        assertThat(judge(before, after).unexplained()).containsExactly(before, after);
    }

    @Test
    void anExcuseThatNothingNeededThoughItsFaultCameThriceIsNamed() {
        assertThat(Excuses.judge(List.of(), List.of(REFUSED_WRITES, REFUSED_WRITES, REFUSED_WRITES))
                        .unused())
                .singleElement()
                .asString()
                .startsWith("REFUSED_WRITES: Outcomes - ");
    }

    @Test
    void ofAFaultThatWasNotThereNoExcuseIsNeeded() {
        assertThat(Excuses.judge(List.of(), List.of()).unused()).isEmpty();
    }

    private static Judgement judge(LogLine... lines) {
        return Excuses.judge(List.of(lines), List.of(REFUSED_WRITES));
    }

    private static LogLine complaint(int second, String message) {
        return new LogLine(
                NOON.plusSeconds(second),
                "WARN",
                "Outcomes",
                message + " (the deployer tries again until the API server takes changes)");
    }
}
