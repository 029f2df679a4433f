package com.dotscience.deployer.apply;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One object that was written lately.
 *
 * @param writes how often it was tried to write it
 * @param made how often that was done
 * @param due when it may be written again
 * @param wake when its model deployment is to be planned again; null if there was nothing to write
 * @param last when there was last something to write
 * @param atAdmission what the API server's answer to the last write showed as changed
 * @param later what was changed in it after a write of ours was done
 * @param by who changed that, as far as it is known; null while nobody was asked
 */
record WrittenObject(
        Kind kind,
        int writes,
        int made,
        Instant due,
        Instant wake,
        Instant last,
        List<Difference> atAdmission,
        List<Difference> later,
        Map<Difference, String> by) {

    static WrittenObject first(Kind kind, Instant now) {
        return new WrittenObject(kind, 0, 0, now, null, now, List.of(), List.of(), null);
    }

    /** It was planned, and there is something to write. */
    WrittenObject different(Change change, Instant now) {
        boolean waits = due.isAfter(now);
        List<Difference> news = news(change);
        boolean others = !news.isEmpty() && !news.equals(later);
        return new WrittenObject(
                kind,
                writes,
                made,
                due,
                waits ? due : null,
                waits ? due : now,
                atAdmission,
                others ? news : later,
                others ? null : by);
    }

    WrittenObject tried(Instant next) {
        return new WrittenObject(kind, writes + 1, made, next, null, next, atAdmission, later, by);
    }

    /** What is known to be otherwise already may be without a label that events come by, so nobody waits for one. */
    WrittenObject made(List<Difference> rewritten) {
        return new WrittenObject(
                kind, writes, made + 1, due, rewritten.isEmpty() ? wake : due, last, rewritten, later, by);
    }

    WrittenObject awake() {
        return new WrittenObject(kind, writes, made, due, null, last, atAdmission, later, by);
    }

    WrittenObject changedBy(Map<Difference, String> managers) {
        return new WrittenObject(kind, writes, made, due, wake, last, atAdmission, later, managers);
    }

    /** What somebody changed after it was written; what a first write sets right is nobody's answer to it. */
    List<Difference> news(Change change) {
        return made == 0
                ? List.of()
                : change.differences().stream()
                        .filter(difference -> !atAdmission.contains(difference))
                        .toList();
    }

    /** Also where nothing differs but the record of what is ours. */
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
