package com.dotscience.cli.command.fleet;

import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Describes in a few words how far a fleet update is. */
final class FleetStatus {

    private FleetStatus() {}

    /** Returns the state, and the wave that is under way, such as {@code Running, wave 2 of 4}. */
    static String shown(FleetUpdate update) {
        return switch (update.getState()) {
            case RUNNING -> "Running, wave " + wave(update) + " of " + waves(update);
            case STOPPED -> "Stopped in wave " + wave(update) + " of " + waves(update);
            case DONE -> "Done";
            case UNRECOGNIZED -> "Unknown";
        };
    }

    /** Returns how many are ready, such as {@code 3 of 12}. */
    static String ready(FleetUpdate update) {
        long ready = update.getMembersList().stream()
                .filter(member -> member.getState() == FleetMember.State.READY)
                .count();
        return ready + " of " + update.getMembersCount();
    }

    /** Describes the progress in one line, with the members that are waited for. */
    static String line(FleetUpdate update) {
        String line = shown(update) + ", " + ready(update) + " ready";
        String waitedFor = update.getMembersList().stream()
                .filter(member -> member.getWave() == wave(update) && !isSettled(member))
                .map(member -> member.getDeployerName() + " " + word(member).toLowerCase(Locale.ROOT)
                        + (member.getMessage().isEmpty() ? "" : " (" + member.getMessage() + ")"))
                .collect(Collectors.joining(", "));
        return update.getState() == FleetUpdate.State.DONE || waitedFor.isEmpty() ? line : line + ": " + waitedFor;
    }

    static String word(FleetMember member) {
        return switch (member.getState()) {
            case WAITING -> "Waiting";
            case UPDATING -> "Updating";
            case READY -> "Ready";
            case FAILED -> "Failed";
            case LEFT -> "Left as it is";
            case UNRECOGNIZED -> "Unknown";
        };
    }

    private static int wave(FleetUpdate update) {
        return update.getMembersList().stream()
                .filter(member -> !isSettled(member))
                .mapToInt(FleetMember::getWave)
                .findFirst()
                .orElse(waves(update));
    }

    private static int waves(FleetUpdate update) {
        List<FleetMember> members = update.getMembersList();
        return members.isEmpty() ? 0 : members.get(members.size() - 1).getWave();
    }

    private static boolean isSettled(FleetMember member) {
        return member.getState() == FleetMember.State.READY || member.getState() == FleetMember.State.LEFT;
    }
}
