package com.dotscience.deployer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.retry.Backoff;
import com.dotscience.testing.HandClock;
import com.dotscience.testing.Pure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of client-go's workqueue, value for value, under a clock that is moved by hand. */
@Pure
class WorkQueueTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), () -> 1.0);

    private final HandClock clock = new HandClock(Instant.parse("2026-11-26T12:00:00Z"));
    private final WorkQueue<String> queue = new WorkQueue<>(clock);

    @Test
    void anItemThatWaitsIsNotAddedAgainAndKeepsItsPlace() {
        Stream.of("a", "b", "a", "c", "b").forEach(queue::add);

        assertThat(queue.size()).isEqualTo(3);
        assertThat(all()).containsExactly("a", "b", "c");
    }

    @Test
    void anItemThatIsAddedWhileItIsWorkedOnComesRoundOnceMoreWhenItIsDone() {
        queue.add("a");
        assertThat(queue.get()).contains("a");

        queue.add("a");
        queue.add("a");
        queue.add("b");
        assertThat(queue.get()).contains("b");
        assertThat(queue.get()).isEmpty();
        queue.done("a");

        assertThat(queue.get()).contains("a");
        queue.done("a");
        assertThat(queue.get()).isEmpty();
    }

    @Test
    void whoeverIsDoneTwiceOrWithNothingDoesNoHarm() {
        queue.done("a");
        queue.add("a");
        queue.done("a");

        assertThat(all()).containsExactly("a");
    }

    @Test
    void anItemIsThereWhenItsTimeHasPassedAndNotBefore() {
        queue.addAfter("a", Duration.ofSeconds(2));
        queue.addAfter("b", Duration.ofSeconds(1));
        queue.addAfter("c", Duration.ZERO);
        queue.addAfter("d", Duration.ofSeconds(-1));

        assertThat(all()).containsExactly("c", "d");
        clock.pass(Duration.ofMillis(999));
        assertThat(all()).isEmpty();
        assertThat(queue.later()).isEqualTo(2);
        clock.pass(Duration.ofMillis(1));
        assertThat(all()).containsExactly("b");
        clock.pass(Duration.ofSeconds(1));
        assertThat(all()).containsExactly("a");
        assertThat(queue.later()).isZero();
    }

    @Test
    void ofSeveralMomentsTheFirstCountsWhicheverCameLast() {
        assertThat(queue.addAfter("a", Duration.ofSeconds(3))).isTrue();
        assertThat(queue.addAfter("a", Duration.ofSeconds(4))).isFalse();
        assertThat(queue.addAfter("a", Duration.ofSeconds(3))).isFalse();
        assertThat(queue.addAfter("a", Duration.ofSeconds(1))).isTrue();

        clock.pass(Duration.ofSeconds(1));
        assertThat(all()).containsExactly("a");
        clock.pass(Duration.ofSeconds(9));
        assertThat(all()).isEmpty();
    }

    @Test
    void whatIsToComeLaterComesNowIfThatIsWantedSince() {
        queue.addAfter("a", Duration.ofSeconds(3));

        assertThat(queue.addAfter("a", Duration.ZERO)).isTrue();
        assertThat(queue.addAfter("a", Duration.ZERO)).isFalse();

        assertThat(all()).containsExactly("a");
        clock.pass(Duration.ofSeconds(3));
        assertThat(all()).isEmpty();
    }

    /** As in client-go: whoever looks now does not know what is to be seen later. */
    @Test
    void anItemThatIsAddedNowComesLaterAllTheSame() {
        queue.addAfter("a", Duration.ofSeconds(3));
        queue.add("a");

        assertThat(all()).containsExactly("a");
        clock.pass(Duration.ofSeconds(3));
        assertThat(all()).containsExactly("a");
    }

    @Test
    void whatIsDueForOneMomentComesInTheOrderInWhichItWasAdded() {
        Stream.of("c", "a", "b").forEach(item -> queue.addAfter(item, Duration.ofSeconds(1)));
        clock.pass(Duration.ofSeconds(1));

        assertThat(all()).containsExactly("c", "a", "b");
    }

    @Test
    void whatIsDueWhileItIsWorkedOnComesRoundWhenThatIsDone() {
        queue.add("a");
        queue.get();
        queue.addAfter("a", Duration.ofSeconds(1));
        clock.pass(Duration.ofSeconds(5));

        assertThat(queue.get()).isEmpty();
        queue.done("a");
        assertThat(queue.get()).contains("a");
    }

    @Test
    void eachBackOffIsTwiceTheOneBeforeUpToTheLongestAndTheFirstAgainOnceTheItemIsForgotten() {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waits.add(queue.addRateLimited("a", BACKOFF));
            clock.pass(waits.get(i).minusMillis(1));
            assertThat(all()).isEmpty();
            clock.pass(Duration.ofMillis(1));
            assertThat(all()).containsExactly("a");
        }

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
        assertThat(queue.failures("a")).isEqualTo(6);
        assertThat(queue.addRateLimited("b", BACKOFF)).isEqualTo(Duration.ofSeconds(1));
        queue.forget("a");
        assertThat(queue.failures("a")).isZero();
        assertThat(queue.addRateLimited("a", BACKOFF)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatIsForgottenGoesOnWaiting() {
        queue.addRateLimited("a", BACKOFF);
        queue.forget("a");
        clock.pass(Duration.ofSeconds(1));

        assertThat(all()).containsExactly("a");
    }

    @Test
    void whatIsCancelledComesNeitherNowNorLater() {
        queue.add("a");
        queue.addAfter("a", Duration.ofSeconds(1));
        queue.addAfter("b", Duration.ofSeconds(1));
        assertThat(queue.isPending("b")).isTrue();
        assertThat(queue.isLater("b")).isTrue();

        queue.cancel("a");
        clock.pass(Duration.ofSeconds(1));
        assertThat(queue.isLater("b")).isFalse();
        assertThat(queue.isPending("b")).isTrue();
        queue.cancel("b");

        assertThat(queue.isPending("b")).isFalse();
        assertThat(all()).isEmpty();
        queue.add("a");
        assertThat(all()).containsExactly("a");
    }

    @Test
    void asManyAsWaitAreTakenAtOnceAtMostSoMany() {
        Stream.of("a", "b", "c").forEach(queue::add);

        assertThat(queue.get(2)).containsExactly("a", "b");
        assertThat(queue.get(2)).containsExactly("c");
        assertThat(queue.get(2)).isEmpty();
    }

    @Test
    void aFullQueueRefusesWhatIsOfferedAndHasRoomAgainForWhatIsTaken() {
        queue.limit(2);
        assertThat(queue.offer("a")).isTrue();
        assertThat(queue.offer("b")).isTrue();
        assertThat(queue.offer("c")).isFalse();
        assertThat(queue.offer("a")).as("waits already").isTrue();
        queue.add("d");
        assertThat(queue.get(2)).containsExactly("a", "b");

        assertThat(queue.offer("c")).isTrue();

        assertThat(all()).containsExactly("d", "c");
    }

    @Test
    void whoPutsIntoAFullQueueWaitsForRoom() throws Exception {
        queue.limit(1);
        queue.put("a");
        CompletableFuture<Void> putting = CompletableFuture.runAsync(() -> uninterrupted(() -> queue.put("b")));
        assertThat(putting).isNotDone();

        assertThat(queue.get()).contains("a");

        putting.get(1, TimeUnit.MINUTES);
        assertThat(queue.get()).contains("b");
    }

    @Test
    void whatIsClearedIsGoneAndCanBeAddedAgain() {
        queue.add("a");
        queue.addAfter("b", Duration.ofSeconds(1));

        assertThat(queue.clear()).containsExactly("a");

        clock.pass(Duration.ofSeconds(1));
        assertThat(queue.get()).isEmpty();
        queue.add("a");
        assertThat(queue.get()).contains("a");
    }

    @Test
    void whoWaitsIsWokenByWhatIsAddedAndByWhatIsDue() throws Exception {
        WorkQueue<String> timed = new WorkQueue<>(System::nanoTime);
        CompletableFuture<Optional<String>> now = waitFor(timed, new AtomicBoolean(true));
        timed.add("a");
        assertThat(now.get(1, TimeUnit.MINUTES)).contains("a");

        CompletableFuture<Optional<String>> later = waitFor(timed, new AtomicBoolean(true));
        timed.addAfter("b", Duration.ofMillis(5));
        assertThat(later.get(1, TimeUnit.MINUTES)).contains("b");
    }

    @Test
    void whoNoLongerWantsToWaitLeavesWhenWoken() throws Exception {
        AtomicBoolean wanted = new AtomicBoolean(true);
        CompletableFuture<Optional<String>> waiting = waitFor(queue, wanted);

        wanted.set(false);
        queue.wakeUp();

        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEmpty();
    }

    /** Threads that add, threads that work: whatever was added is worked on afterwards, by one at a time. */
    @Test
    void nothingIsLostOrWorkedOnTwiceAtATimeBetweenManyThreads() {
        int rounds = 5_000;
        int[] added = new int[3];
        int[] seen = new int[3];
        boolean[] busy = new boolean[3];
        AtomicBoolean open = new AtomicBoolean(true);
        WorkQueue<Integer> shared = new WorkQueue<>(System::nanoTime);
        List<CompletableFuture<Void>> workers = IntStream.range(0, 2)
                .mapToObj(worker -> CompletableFuture.runAsync(() -> uninterrupted(() -> {
                    while (open.get()) {
                        shared.await(open::get);
                        shared.get().ifPresent(item -> {
                            synchronized (added) {
                                assertThat(busy[item]).isFalse();
                                busy[item] = true;
                                seen[item] = added[item];
                            }
                            synchronized (added) {
                                busy[item] = false;
                            }
                            shared.done(item);
                        });
                    }
                })))
                .toList();
        for (int i = 0; i < rounds; i++) {
            synchronized (added) {
                added[i % 3]++;
            }
            shared.add(i % 3);
        }

        await().until(() -> {
            synchronized (added) {
                return List.of(seen[0], seen[1], seen[2]).equals(List.of(added[0], added[1], added[2]));
            }
        });
        open.set(false);
        shared.wakeUp();
        workers.forEach(CompletableFuture::join);
    }

    private static CompletableFuture<Optional<String>> waitFor(WorkQueue<String> from, AtomicBoolean wanted) {
        CompletableFuture<Optional<String>> got = new CompletableFuture<>();
        Thread thread = new Thread(() -> uninterrupted(() -> {
            from.await(wanted::get);
            got.complete(from.get());
        }));
        thread.setDaemon(true);
        thread.start();
        return got;
    }

    private List<String> all() {
        List<String> all = queue.get(Integer.MAX_VALUE);
        all.forEach(queue::done);
        return all;
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
