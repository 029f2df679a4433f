package com.dotscience.gateway.fleet;

import com.dotscience.api.Phase;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.ReportedPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A fleet update with its members, which are changed in waves. A wave is as many members in a row as may be changed at a time, and the
 * next one begins when nothing is left to wait for in the one before.
 *
 * @param update the fleet update without its members
 */
public record Waves(FleetUpdate update, List<Member> members) {

    /**
     * What is degraded for so long has failed. At first only the pods of the version before are there, and a pod that was short of
     * something for a moment is no failure of the new version.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Returns the number of the wave of a member, from 1. */
    public int waveOf(int position) {
        return position / update.getMaxParallel() + 1;
    }

    /** Returns the number of the wave that is under way, or that was when it stopped; empty if nothing is left to do. */
    public Optional<Integer> currentWave() {
        return positions()
                .filter(i -> !members.get(i).isSettled())
                .mapToObj(this::waveOf)
                .findFirst();
    }

    /** Returns the members as they go on after a stop. */
    public List<Member> again() {
        return members.stream().map(Member::again).toList();
    }

    /** Returns the position of the first member of a wave, from 0. */
    public int firstOf(int wave) {
        return (wave - 1) * update.getMaxParallel();
    }

    /** Returns the members of the current wave that need something yet; empty if it does not run. */
    public List<Member> open() {
        return openPositions().stream().map(members::get).toList();
    }

    private List<Integer> openPositions() {
        int wave =
                update.getState() == FleetUpdate.State.RUNNING ? currentWave().orElse(0) : 0;
        return positions()
                .filter(i -> waveOf(i) == wave && !members.get(i).isSettled())
                .boxed()
                .toList();
    }

    /**
     * Returns what to do now; empty if there is something to wait for, or it does not run.
     *
     * @param seen what is known of each {@linkplain #open open} member
     */
    public Optional<Step> next(Map<Member, Observation> seen) {
        if (update.getState() != FleetUpdate.State.RUNNING) {
            return Optional.empty();
        }
        Optional<Step> failure = members.stream()
                .filter(member -> member.state() == FleetMember.State.FAILED)
                .findFirst()
                .map(member -> new Step.End(
                        FleetUpdate.State.STOPPED, "deployer " + member.deployerName() + ": " + member.message()));
        if (failure.isPresent()) {
            return failure;
        }
        List<Integer> open = openPositions();
        if (open.isEmpty()) {
            return Optional.of(new Step.End(FleetUpdate.State.DONE, whatWasLeft()));
        }
        // What is known already comes before another change, so that nothing is changed after a failure that was
        // reported.
        return open.stream()
                .map(i -> settled(i, members.get(i), seen.get(members.get(i))))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> open.stream()
                        .filter(i -> members.get(i).state() == FleetMember.State.WAITING)
                        .filter(i -> seen.get(members.get(i)).isReachable())
                        .findFirst()
                        .map(Step.Write::new));
    }

    private static Optional<Step> settled(int position, Member member, Observation seen) {
        Optional<ModelDeployment> current = seen.current();
        if (current.isEmpty()) {
            return settle(position, FleetMember.State.LEFT, "it was removed");
        }
        if (current.get().getDeployment().getRevision() != member.expectedRevision()) {
            return settle(position, FleetMember.State.LEFT, changedMeanwhile(seen.lastChange()));
        }
        boolean isWaiting = current.get().getHandedOut().hasDeployment();
        if (member.state() == FleetMember.State.WAITING || isWaiting || !seen.isReachable()) {
            return Optional.empty();
        }
        Phase phase = ReportedPhase.of(current.get());
        if (phase == Phase.PHASE_READY) {
            return settle(position, FleetMember.State.READY, "");
        }
        boolean failed = phase == Phase.PHASE_FAILED
                || phase == Phase.PHASE_DEGRADED && seen.degradedFor().compareTo(PATIENCE) >= 0;
        return failed ? settle(position, FleetMember.State.FAILED, report(current.get(), phase)) : Optional.empty();
    }

    private static Optional<Step> settle(int position, FleetMember.State state, String message) {
        return Optional.of(new Step.Settle(position, state, message));
    }

    private static String changedMeanwhile(String lastChange) {
        return "it was changed meanwhile" + (lastChange.isEmpty() ? "" : " " + lastChange) + ", and is left so";
    }

    private static String report(ModelDeployment current, Phase phase) {
        String message = current.getReport().getMessage();
        // The Go program reports no message.
        String said = message.isEmpty() ? current.getReport().getStatus() : message;
        return said.isEmpty() ? ReportedPhase.word(phase) : ReportedPhase.word(phase) + ": " + said;
    }

    private String whatWasLeft() {
        List<String> left = members.stream()
                .filter(member -> member.state() == FleetMember.State.LEFT)
                .map(Member::deployerName)
                .toList();
        return left.isEmpty()
                ? ""
                : left.size() + " of " + members.size() + " " + (left.size() == 1 ? "was" : "were")
                        + " changed or removed by somebody else meanwhile: " + String.join(", ", left);
    }

    private IntStream positions() {
        return IntStream.range(0, members.size());
    }

    /**
     * Returns the fleet update as it is shown, with what is waited for.
     *
     * @param seen what is known of each {@linkplain #open open} member
     */
    public FleetUpdate shown(Map<Member, Observation> seen) {
        FleetUpdate.Builder shown = update.toBuilder();
        positions().forEach(i -> {
            Member member = members.get(i);
            shown.addMembers(FleetMember.newBuilder()
                    .setDeployment(member.id())
                    .setDeployerId(member.deployerId())
                    .setDeployerName(member.deployerName())
                    .setWave(waveOf(i))
                    .setState(member.state())
                    .setMessage(
                            member.message().isEmpty() && seen.containsKey(member)
                                    ? waitedFor(member, seen.get(member))
                                    : member.message()));
        });
        return shown.build();
    }

    private static String waitedFor(Member member, Observation seen) {
        if (!seen.isReachable()) {
            return seen.unreachable() + ": it is waited for";
        }
        return seen.current()
                .filter(current -> member.state() == FleetMember.State.UPDATING
                        && current.getDeployment().getRevision() == member.revision())
                .map(current -> {
                    if (current.getHandedOut().hasDeployment()) {
                        return "it waits for a maintenance window, or to be resumed";
                    }
                    Phase phase = ReportedPhase.of(current);
                    return phase == Phase.PHASE_PENDING ? "" : report(current, phase);
                })
                .orElse("");
    }
}
