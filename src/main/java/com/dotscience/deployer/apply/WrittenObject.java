package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An object that was written lately. It holds what {@link Rewrites} needs to decide when the object may be written
 * again.
 *
 * @param writes how often a write of it was tried
 * @param made how often a write of it succeeded
 * @param overtaken how often in a row a write came after one of the object's controller
 * @param due when it may be written again
 * @param wake when its model deployment has to be planned again; null if there was nothing to write
 * @param last when there was something to write last
 * @param atAdmission the fields that the API server's answer to the last write showed as changed
 * @param later the fields that somebody changed after this deployer had written them
 * @param by who changed those fields, as far as it is known; null until it has been looked up
 */
record WrittenObject(
        Kind kind,
        int writes,
        int made,
        int overtaken,
        Instant due,
        Instant wake,
        Instant last,
        List<Difference> atAdmission,
        List<Difference> later,
        Map<Difference, String> by) {

    static WrittenObject first(Kind kind, Instant now) {
        return new WrittenObject(kind, 0, 0, 0, now, null, now, List.of(), List.of(), null);
    }

    /** Returns the object after a plan that wants to write it. */
    WrittenObject different(Change change, Instant now) {
        boolean waits = due.isAfter(now);
        List<Difference> news = news(change);
        boolean others = !news.isEmpty() && !news.equals(later);
        return new WrittenObject(
                kind,
                writes,
                made,
                overtaken,
                due,
                waits ? due : null,
                waits ? due : now,
                atAdmission,
                others ? news : later,
                others ? null : by);
    }

    WrittenObject tried(Instant next) {
        return new WrittenObject(kind, writes + 1, made, overtaken, next, null, next, atAdmission, later, by);
    }

    WrittenObject overtakenOnceMore() {
        return new WrittenObject(kind, writes, made, overtaken + 1, due, wake, last, atAdmission, later, by);
    }

    /**
     * Returns the object after a write that succeeded. If the answer already shows a difference, the object wakes up by
     * time: it may have lost the label by which its events are selected, so no event may come.
     */
    WrittenObject made(List<Difference> rewritten) {
        return new WrittenObject(
                kind, writes, made + 1, 0, due, rewritten.isEmpty() ? wake : due, last, rewritten, later, by);
    }

    WrittenObject awake() {
        return new WrittenObject(kind, writes, made, overtaken, due, null, last, atAdmission, later, by);
    }

    WrittenObject changedBy(Map<Difference, String> managers) {
        return new WrittenObject(kind, writes, made, overtaken, due, wake, last, atAdmission, later, managers);
    }

    WrittenObject notAsked() {
        return new WrittenObject(kind, writes, made, overtaken, due, wake, last, atAdmission, later, null);
    }

    /**
     * Returns the fields that somebody changed after a write. Before the first write there are none, because nobody can
     * have changed what was not written yet.
     */
    List<Difference> news(Change change) {
        return made == 0
                ? List.of()
                : change.differences().stream()
                        .filter(difference -> !atAdmission.contains(difference))
                        .toList();
    }

    /**
     * Returns whether an admission made all the differences; true also if no field differs, but only the record of the
     * fields that are ours.
     */
    boolean isAtAdmission(Change change) {
        return change.action() != Action.DELETE && atAdmission.containsAll(change.differences());
    }

    NotSticking laterField(Difference difference) {
        return new NotSticking(kind, difference, false, by == null ? "" : by.getOrDefault(difference, ""), due);
    }

    NotSticking admittedField(Difference difference) {
        return new NotSticking(kind, difference, true, "", due);
    }
}
