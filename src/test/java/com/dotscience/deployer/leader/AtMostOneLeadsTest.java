package com.dotscience.deployer.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.dotscience.testing.Pure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * R13, for three candidates in a world where requests and answers are late or lost, processes stand still, and each has a clock of its own
 * that jumps: whoever believes that it leads is alone with that, and once all is well somebody leads.
 */
@Pure
class AtMostOneLeadsTest {

    private static final Terms TERMS = new Terms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    private static final int STEPS = 3_000;

    private long now;
    private Optional<LeaseState> stored = Optional.empty();
    private int version;

    /** One process: what it sends takes effect later, and what it hears is later still. */
    private final class Process {

        private final Election election;
        private final Random random;
        private Instant clock = Instant.EPOCH;
        private long busyUntil;
        private Runnable next;

        Process(String name, Random random) {
            this.election = new Election(name, TERMS);
            this.random = random;
        }

        void step(boolean faults) {
            if (now < busyUntil) {
                return;
            }
            if (next != null) {
                Runnable due = next;
                next = null;
                due.run();
                return;
            }
            if (faults && random.nextInt(40) == 0) {
                busyUntil = now + seconds(random.nextInt(40));
                return;
            }
            if (random.nextInt(20) == 0) {
                election.makeWay(random.nextBoolean());
            }
            clock = faults && random.nextInt(40) == 0
                    ? Instant.ofEpochSecond(random.nextInt(100_000))
                    : clock.plusSeconds(2);
            if (election.isLeading(now)) {
                write(faults);
            } else {
                read(faults);
            }
        }

        private void read(boolean faults) {
            Optional<LeaseState> answer = stored;
            after(delay(faults), () -> {
                election.saw(answer, now);
                write(faults);
            });
        }

        private void write(boolean faults) {
            long asked = now;
            election.toWrite(asked, clock)
                    .ifPresentOrElse(state -> send(state, asked, faults), () -> after(seconds(2), () -> {}));
        }

        private void send(LeaseState state, long asked, boolean faults) {
            boolean isLost = faults && random.nextInt(10) == 0;
            after(delay(faults), () -> {
                Optional<LeaseState> written = isLost ? Optional.empty() : store(state);
                boolean isUnheard = faults && random.nextInt(10) == 0;
                after(delay(faults), () -> {
                    if (!isUnheard) {
                        written.ifPresentOrElse(there -> election.wrote(there, asked), election::lost);
                    }
                    after(seconds(2), () -> {});
                });
            });
        }

        private long delay(boolean faults) {
            return faults
                    ? Duration.ofMillis(random.nextInt(6_000)).toNanos()
                    : Duration.ofMillis(10).toNanos();
        }

        private void after(long delay, Runnable what) {
            busyUntil = now + delay;
            next = what;
        }
    }

    private Optional<LeaseState> store(LeaseState state) {
        boolean isCurrent = stored.map(LeaseState::version).orElse("").equals(state.version());
        if (!isCurrent) {
            return Optional.empty();
        }
        version++;
        stored = Optional.of(new LeaseState(
                state.holder(),
                state.acquired(),
                state.renewed(),
                state.transitions(),
                state.record(),
                Integer.toString(version)));
        return stored;
    }

    @RepeatedTest(100)
    void whateverIsLateLostOrStandsStill(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Process> processes = IntStream.range(0, 3)
                .mapToObj(each -> new Process("p" + each, random))
                .toList();
        int changes = 0;
        Optional<String> last = Optional.empty();
        List<String> leaders = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            now += Duration.ofMillis(100).toNanos();
            processes.forEach(process -> process.step(true));
            leaders = leading(processes);
            if (leaders.size() > 1) {
                fail("At %d ms %s lead at once", now / 1_000_000, leaders);
            }
            Optional<String> leader = leaders.stream().findFirst();
            if (leader.isPresent() && !leader.equals(last)) {
                changes++;
                last = leader;
            }
        }
        assertThat(changes).as("changes of the leader").isPositive();

        long well = now;
        while (leaders.isEmpty() || now < well + seconds(60)) {
            if (now > well + seconds(90)) {
                fail("Nobody leads a minute and a half after all was well");
            }
            now += Duration.ofMillis(100).toNanos();
            processes.forEach(process -> process.step(false));
            leaders = leading(processes);
        }
        assertThat(leaders).hasSize(1);
    }

    private List<String> leading(List<Process> processes) {
        return IntStream.range(0, processes.size())
                .filter(each -> processes.get(each).election.isLeading(now))
                .mapToObj(each -> "p" + each)
                .toList();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
