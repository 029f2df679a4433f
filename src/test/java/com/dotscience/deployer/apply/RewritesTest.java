package com.dotscience.deployer.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.retry.Backoff;
import com.dotscience.testing.HandClock;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** R11: what does not stick is written again with back-off, object by object. */
@Pure
class RewritesTest {

    private static final Duration TICK = Duration.ofMillis(10);
    private static final Deployment CATS = Deployment.newBuilder().setId("a").build();

    private final HandClock clock = new HandClock(Instant.parse("2026-11-22T12:00:00Z"));

    /** The first wait is at least half a second, the shortest that jitter allows. */
    private final Rewrites rewrites =
            new Rewrites(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0), clock);

    private final Change change = change("a", Kind.SERVICE);

    @Test
    void anObjectThatIsRewrittenAtOnceIsWrittenSevenTimesInFortySeconds() {
        List<Long> writes = writesWithin(Duration.ofSeconds(40));

        assertThat(writes).containsExactly(0L, 500L, 1500L, 3500L, 7500L, 15500L, 31500L);
    }

    @Test
    void noWaitIsLongerThanTheLongest() {
        writesWithin(Duration.ofHours(1));
        assertThat(planned(CATS)).isFalse();

        clock.pass(Duration.ofSeconds(150));

        assertThat(planned(CATS)).isTrue();
    }

    @Test
    void theIdIsDueOnceWhenTheWaitIsOver() {
        planned(CATS);
        rewrites.made(change, List.of());
        planned(CATS);
        assertThat(rewrites.waiting()).isEqualTo(1);
        assertThat(rewrites.due()).isEmpty();

        clock.pass(Duration.ofMillis(500));

        assertThat(rewrites.due()).containsExactly("a");
        assertThat(rewrites.due()).isEmpty();
        assertThat(rewrites.waiting()).isZero();
    }

    @Test
    void whatStuckIsNotDue() {
        planned(CATS);
        rewrites.made(change, List.of());
        rewrites.planned("a", Optional.of(CATS), List.of());

        clock.pass(Duration.ofMinutes(1));

        assertThat(rewrites.due()).isEmpty();
        assertThat(rewrites.notSticking("a")).isEmpty();
    }

    @Test
    void whatIsWrittenAgainDoesNotStick() {
        planned(CATS);
        rewrites.made(change, List.of());
        clock.pass(Duration.ofMinutes(1));
        planned(CATS);
        rewrites.made(change, List.of());

        assertThat(rewrites.notSticking("a")).containsExactly(Kind.SERVICE);
        assertThat(rewrites.notSticking("b")).isEmpty();
    }

    @Test
    void allIsWrittenAtOnceWhenSomethingElseIsWanted() {
        writesWithin(Duration.ofMinutes(10));
        assertThat(planned(CATS)).isFalse();

        assertThat(planned(CATS.toBuilder().setName("cats").build())).isTrue();
        assertThat(rewrites.notSticking("a")).isEmpty();
    }

    @Test
    void tenQuietMinutesMakeTheNextWriteTheFirst() {
        List<Long> writes = writesWithin(Duration.ofSeconds(10));
        assertThat(writes).hasSize(5);
        clock.pass(Duration.ofMinutes(10).plusSeconds(8));
        rewrites.due();
        planned(CATS);
        rewrites.made(change, List.of());

        clock.pass(Duration.ofMillis(500));

        assertThat(planned(CATS)).isTrue();
    }

    @Test
    void nineQuietMinutesForgetNothing() {
        writesWithin(Duration.ofSeconds(10));
        clock.pass(Duration.ofMinutes(9));
        rewrites.due();
        planned(CATS);
        rewrites.made(change, List.of());

        clock.pass(Duration.ofSeconds(15));
        assertThat(planned(CATS)).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(planned(CATS)).isTrue();
    }

    @Test
    void othersDoNotWait() {
        writesWithin(Duration.ofSeconds(10));
        Change ingress = change("a", Kind.INGRESS);
        Change other = change("b", Kind.SERVICE);
        rewrites.planned("a", Optional.of(CATS), List.of(change, ingress));
        rewrites.planned("b", Optional.of(CATS), List.of(other));

        assertThat(rewrites.isWaiting(change)).isTrue();
        assertThat(rewrites.isWaiting(ingress)).isFalse();
        assertThat(rewrites.isWaiting(other)).isFalse();
    }

    /** The controller of a Deployment writes to it step by step while it rolls out. */
    @Test
    void whoeverMeetsStepsOfAControllerTriesAgainAtOnceFiveTimesAndNothingWaitsLongerForThat() {
        for (int i = 0; i < 5; i++) {
            assertThat(planned(CATS)).isTrue();
            rewrites.metAnother(change, true);
        }
        assertThat(planned(CATS)).isTrue();
        rewrites.made(change, List.of());
        assertThat(planned(CATS)).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(planned(CATS)).isTrue();

        for (int i = 0; i < 5; i++) {
            rewrites.metAnother(change, true);
            assertThat(planned(CATS)).isTrue();
        }
        rewrites.metAnother(change, true);
        assertThat(planned(CATS)).isFalse();
    }

    @Test
    void whoeverMeetsAnotherStateTriesAgainAtOnceButNotForEver() {
        planned(CATS);
        rewrites.metAnother(change, false);
        assertThat(planned(CATS)).isTrue();

        rewrites.metAnother(change, false);

        assertThat(planned(CATS)).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(planned(CATS)).isTrue();
    }

    /** What the answer to the write shows is at admission, and all else came later. */
    @Test
    void whatTheAnswerShowedIsToldApartFromWhatCameLater() {
        Difference host = new Difference("spec.rules[a].host", "a", "b", List.of());
        Difference path = new Difference("spec.rules[a].http", "c", "d", List.of());
        planned(CATS);
        rewrites.made(change, List.of(host));
        Instant due = clock.instant().plusMillis(500);
        Change again = differs(host);
        rewrites.planned("a", Optional.of(CATS), List.of(again));
        assertThat(rewrites.isAtAdmission(again)).isTrue();
        assertThat(rewrites.of("a", List.of(again)))
                .containsExactly(new NotSticking(Kind.SERVICE, host, true, "", due));

        Change both = differs(host, path);
        rewrites.planned("a", Optional.of(CATS), List.of(both));

        assertThat(rewrites.isAtAdmission(both)).isFalse();
        assertThat(rewrites.of("a", List.of(both)))
                .containsExactly(
                        new NotSticking(Kind.SERVICE, path, false, "", due),
                        new NotSticking(Kind.SERVICE, host, true, "", due));
    }

    /** As soon as it is set back it is as it is wanted, and is not believed before its time. */
    @Test
    void whatCameLaterIsSaidUntilTheNextWriteWouldBeDue() {
        Difference path = new Difference("spec.rules[a].http", "c", "d", List.of());
        planned(CATS);
        rewrites.made(change, List.of());
        rewrites.planned("a", Optional.of(CATS), List.of(differs(path)));
        clock.pass(Duration.ofMillis(500));
        rewrites.made(differs(path), List.of());

        assertThat(rewrites.of("a", List.of()))
                .extracting(NotSticking::difference)
                .containsExactly(path);
        clock.pass(Duration.ofSeconds(1));
        assertThat(rewrites.of("a", List.of())).isEmpty();
    }

    @Test
    void aFirstEditAfterQuietIsNobodysRivalry() {
        rewrites.planned("a", Optional.of(CATS), List.of(differs(new Difference("spec.type", "a", "b", List.of()))));

        assertThat(rewrites.of("a", List.of())).isEmpty();
    }

    private Change differs(Difference... differences) {
        return new Change("a", Kind.SERVICE, Action.UPDATE, change.object(), "[]", "differs", List.of(differences));
    }

    /** @return when it was written, in milliseconds */
    private List<Long> writesWithin(Duration time) {
        Instant start = clock.instant();
        List<Long> writes = new ArrayList<>();
        boolean event = true;
        while (clock.instant().isBefore(start.plus(time))) {
            // It is rewritten at once, and that is an event.
            if ((rewrites.due().equals(Set.of("a")) || event) && planned(CATS)) {
                rewrites.made(change, List.of());
                writes.add(Duration.between(start, clock.instant()).toMillis());
                event = true;
            } else {
                event = false;
            }
            clock.pass(TICK);
        }
        return writes;
    }

    /** @return whether it may be written */
    private boolean planned(Deployment wanted) {
        rewrites.planned("a", Optional.of(wanted), List.of(change));
        return !rewrites.isWaiting(change);
    }

    private static Change change(String id, Kind kind) {
        var object = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName(id)
                .endMetadata()
                .build();
        return new Change(id, kind, Action.UPDATE, object, "[]", "differs");
    }
}
