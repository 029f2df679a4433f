package com.dotscience.deployer.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.retry.Backoff;
import com.dotscience.testing.HandClock;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R7: one bad model deployment harms no other, and is tried again with back-off. */
@Pure
class FailedChangesTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final HandClock wall = new HandClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final FailedChanges failures = new FailedChanges(
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 1.0), Duration.ofSeconds(30), wall, clock);

    @Test
    void theClockThatPeopleReadMayBeSetAndNothingWaitsForIt() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        failures.failedTransiently(change, "too many for now", clock.instant().plusSeconds(2));

        wall.pass(Duration.ofHours(-1));
        clock.pass(Duration.ofSeconds(2));

        assertThat(failures.isWaiting(change)).isFalse();
        assertThat(failures.of("a")).extracting(Failure::since).containsExactly(Instant.parse("2026-11-22T12:00:00Z"));
    }

    @Test
    void aFailedChangeWaitsAndIsThenDueOnce() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        failures.failed(change, "refused", true);

        assertThat(failures.isWaiting(change)).isTrue();
        assertThat(failures.due()).isEmpty();
        clock.pass(Duration.ofSeconds(1));

        assertThat(failures.isWaiting(change)).isFalse();
        assertThat(failures.due()).containsExactly("a");
        assertThat(failures.due()).isEmpty();
    }

    @Test
    void eachFailureInARowWaitsLonger() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        failures.failed(change, "refused", true);
        failures.failed(change, "refused", true);
        failures.failed(change, "refused", true);

        clock.pass(Duration.ofMillis(3999));
        assertThat(failures.isWaiting(change)).isTrue();
        clock.pass(Duration.ofMillis(1));
        assertThat(failures.isWaiting(change)).isFalse();
    }

    @Test
    void whatPassesIsTriedAgainAfterAtMostItsOwnLongestWait() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        for (int i = 0; i < 20; i++) {
            failures.failedTransiently(change, "connection refused", null);
        }

        clock.pass(Duration.ofMillis(29_999));
        assertThat(failures.isWaiting(change)).isTrue();
        clock.pass(Duration.ofMillis(1));
        assertThat(failures.isWaiting(change)).isFalse();
    }

    @Test
    void whatIsRefusedIsTriedAgainAfterFiveMinutes() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        for (int i = 0; i < 20; i++) {
            failures.failed(change, "forbidden", true);
        }

        clock.pass(Duration.ofSeconds(299));
        assertThat(failures.isWaiting(change)).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(failures.isWaiting(change)).isFalse();
    }

    @Test
    void whatPassesSaysSinceWhenUntilItIsTaken() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        Instant first = clock.instant();
        assertThat(failures.failedTransiently(change, "connection refused", null))
                .isTrue();
        clock.pass(Duration.ofSeconds(7));
        assertThat(failures.failedTransiently(change, "too many requests", null))
                .isFalse();

        assertThat(failures.of("a")).containsExactly(new Failure(Kind.SERVICE, "too many requests", first));
        failures.failed(change, "forbidden", true);
        assertThat(failures.of("a")).containsExactly(new Failure(Kind.SERVICE, "forbidden"));
    }

    @Test
    void theFirstSuccessMakesAllDueThatPassesAndNothingThatIsRefused() {
        for (int i = 0; i < 6; i++) {
            failures.failedTransiently(change("a", Kind.SERVICE, Action.CREATE), "connection refused", null);
            failures.failedTransiently(change("b", Kind.DEPLOYMENT, Action.CREATE), "connection refused", null);
            failures.failed(change("c", Kind.SERVICE, Action.CREATE), "forbidden", true);
        }

        failures.succeeded(change("d", Kind.SERVICE, Action.UPDATE));

        assertThat(failures.due()).containsExactlyInAnyOrder("a", "b");
        assertThat(failures.isWaiting(change("a", Kind.SERVICE, Action.CREATE))).isFalse();
    }

    /** A webhook of one namespace that is down, beside others that are written all the time. */
    @Test
    void whatIsNotTakenAlthoughOtherThingsAreWaitsLongerEachTime() {
        Change stuck = change("a", Kind.SERVICE, Action.CREATE);
        int attempts = 0;
        for (int second = 0; second < 120; second++) {
            if (!failures.isWaiting(stuck)) {
                failures.failedTransiently(stuck, "failed calling webhook", null);
                attempts++;
            }
            failures.succeeded(change("b", Kind.SERVICE, Action.UPDATE));
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(attempts).isEqualTo(9);
    }

    @Test
    void whatTheApiServerAsksToWaitForIsDueThenAndNotBefore() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        failures.failedTransiently(change, "not before", clock.instant().plusSeconds(90));

        clock.pass(Duration.ofSeconds(89));
        assertThat(failures.isWaiting(change)).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(failures.due()).containsExactly("a");
    }

    @Test
    void siblingsAndOthersDoNotWait() {
        failures.failed(change("a", Kind.SERVICE, Action.CREATE), "refused", true);

        assertThat(failures.isWaiting(change("a", Kind.INGRESS, Action.CREATE))).isFalse();
        assertThat(failures.isWaiting(change("b", Kind.SERVICE, Action.CREATE))).isFalse();
    }

    @Test
    void successForgetsAndStartsTheBackOffAnew() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        failures.failed(change, "refused", true);
        failures.failed(change, "refused", true);
        failures.succeeded(change);

        assertThat(failures.of("a")).isEmpty();
        failures.failed(change, "refused", true);
        clock.pass(Duration.ofSeconds(1));
        assertThat(failures.isWaiting(change)).isFalse();
    }

    @Test
    void aChangedModelDeploymentIsTriedAtOnce() {
        Change change = change("a", Kind.SERVICE, Action.CREATE);
        failures.failed(change, "refused", true);

        failures.forget("a");

        assertThat(failures.isWaiting(change)).isFalse();
        assertThat(failures.of("a")).isEmpty();
    }

    @Test
    void whatAPlanNoLongerChangesIsOver() {
        Change change = change("a", Kind.SERVICE, Action.UPDATE);
        failures.failed(change, "refused", true);

        failures.keep("a", List.of(change), false);
        assertThat(failures.of("a")).containsExactly(new Failure(Kind.SERVICE, "refused"));
        failures.keep("a", List.of(), false);
        assertThat(failures.of("a")).isEmpty();
    }

    @Test
    void aConflictIsAskedAboutAgainWithGrowingBackOffAndEndsWhenTheNameIsFree() {
        Change create = change("a", Kind.SERVICE, Action.CREATE);
        failures.conflict("a", "somebody else's");
        failures.conflict("a", "somebody else's");
        assertThat(failures.of("a")).containsExactly(new Failure(Kind.DEPLOYMENT, "somebody else's"));
        assertThat(failures.isWaiting(create)).isTrue();

        clock.pass(Duration.ofSeconds(1));
        assertThat(failures.due()).containsExactly("a");
        failures.keep("a", List.of(create), false);
        failures.conflict("a", "somebody else's");
        clock.pass(Duration.ofSeconds(1));
        assertThat(failures.due()).as("waits twice as long now").isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(failures.due()).containsExactly("a");

        failures.keep("a", List.of(), false);
        assertThat(failures.of("a")).isEmpty();
    }

    @Test
    void whatWasRejectedIsNotTriedAgainUntilItChanges() {
        failures.rejected("a", "image is missing");

        clock.pass(Duration.ofDays(1));
        assertThat(failures.due()).isEmpty();
        assertThat(failures.of("a")).containsExactly(new Failure(Kind.DEPLOYMENT, "image is missing"));
    }

    @Test
    void whatTheClustersOwnerDoesNotAllowStandsBesideWhatElseGoesWrong() {
        Change create = change("a", Kind.SERVICE, Action.CREATE);
        failures.failed(create, "no", true);
        failures.limited("a", Optional.of("Refused: not here"));
        failures.keep("a", List.of(create), false);

        assertThat(failures.isWaiting(create)).isTrue();
        assertThat(failures.of("a"))
                .containsExactly(new Failure(Kind.SERVICE, "no"), new Failure(Kind.DEPLOYMENT, "Refused: not here"));
        failures.limited("a", Optional.empty());
        assertThat(failures.of("a")).containsExactly(new Failure(Kind.SERVICE, "no"));
    }

    private static Change change(String id, Kind kind, Action action) {
        return new Change(
                id,
                kind,
                action,
                new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("ds-" + id)
                        .endMetadata()
                        .build(),
                "",
                "because");
    }
}
