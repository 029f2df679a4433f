package com.dotscience.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Phase;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.testing.Pure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every order in which things can happen to a fleet update of three model deployments, two of which may change at a time: a step is taken
 * (a crash is that none is), a deployer reports, goes and comes back, somebody changes a model deployment, stops the fleet update or goes
 * on with it.
 */
@Pure
class EveryInterleavingTest {
    private static final int MEMBERS = 3;
    private static final int PARALLEL = 2;

    /** What one member is, as far as anything depends on it. */
    private enum Now {
        UNTOUCHED,
        WRITTEN,
        REPORTED_READY,
        REPORTED_FAILED,
        CHANGED_BY_HAND
    }

    private record Site(FleetMember.State state, Now now, boolean online, int writes) {}

    private record State(FleetUpdate.State update, List<Site> members) {}

    @Test
    void noneIsChangedTwiceOrBesideTooManyOthersOrAfterAFailureAndAllComesToAnEnd() {
        State start = new State(
                FleetUpdate.State.RUNNING,
                List.of(
                        new Site(FleetMember.State.WAITING, Now.UNTOUCHED, true, 0),
                        new Site(FleetMember.State.WAITING, Now.UNTOUCHED, true, 0),
                        new Site(FleetMember.State.WAITING, Now.UNTOUCHED, true, 0)));
        Map<State, String> seen = new HashMap<>();
        Deque<State> open = new ArrayDeque<>();
        seen.put(start, "start");
        open.add(start);
        while (!open.isEmpty()) {
            State state = open.remove();
            String path = seen.get(state);
            check(state, path);
            successors(state).forEach((event, next) -> {
                if (seen.putIfAbsent(next, path + ", " + event) == null) {
                    open.add(next);
                }
            });
        }

        // This shows that the search went everywhere.
        assertThat(seen.keySet())
                .extracting(State::update)
                .contains(FleetUpdate.State.RUNNING, FleetUpdate.State.STOPPED, FleetUpdate.State.DONE);
        assertThat(seen.size()).isGreaterThan(2_000);
    }

    private static void check(State state, String path) {
        long underWay = state.members().stream()
                .filter(member -> member.state() == FleetMember.State.UPDATING)
                .count();
        assertThat(underWay).as(path).isLessThanOrEqualTo(PARALLEL);
        assertThat(state.members()).as(path).allMatch(member -> member.writes() <= 1);
        if (state.members().get(2).writes() > 0) {
            assertThat(state.members().subList(0, 2))
                    .as(path)
                    .allMatch(member ->
                            member.state() == FleetMember.State.READY || member.state() == FleetMember.State.LEFT);
        }
        if (state.update() == FleetUpdate.State.DONE) {
            assertThat(state.members())
                    .as(path)
                    .allMatch(member ->
                            member.state() == FleetMember.State.READY || member.state() == FleetMember.State.LEFT);
        }
        Optional<Step> next = fleet(state).next();
        next.ifPresent(step -> checkStep(state, step, path));
        boolean waits = state.members().stream()
                .anyMatch(member -> member.state() == FleetMember.State.WAITING && !member.online()
                        || member.state() == FleetMember.State.UPDATING
                                && (!member.online() || member.now() == Now.WRITTEN));
        if (state.update() == FleetUpdate.State.RUNNING && !waits) {
            assertThat(next).as(path).isPresent();
        }
    }

    private static void checkStep(State state, Step step, String path) {
        assertThat(state.update()).as(path).isEqualTo(FleetUpdate.State.RUNNING);
        if (step instanceof Step.Write write) {
            Site member = state.members().get(write.position());
            assertThat(member.now()).as(path).isEqualTo(Now.UNTOUCHED);
            assertThat(member.online()).as(path).isTrue();
            assertThat(state.members())
                    .as(path)
                    .noneMatch(other -> other.state() == FleetMember.State.FAILED)
                    .noneMatch(other -> other.online()
                            && other.state() == FleetMember.State.UPDATING
                            && other.now() == Now.REPORTED_FAILED);
        }
    }

    private static Map<String, State> successors(State state) {
        Map<String, State> next = new HashMap<>();
        fleet(state).next().ifPresent(step -> next.put(step.toString(), taken(state, step)));
        if (state.update() == FleetUpdate.State.RUNNING) {
            next.put("stop", new State(FleetUpdate.State.STOPPED, state.members()));
        }
        if (state.update() == FleetUpdate.State.STOPPED) {
            next.put("continue", continued(state));
        }
        for (int i = 0; i < MEMBERS; i++) {
            Site member = state.members().get(i);
            String name = " d" + (i + 1);
            next.put(
                    "goes or comes" + name,
                    with(state, i, new Site(member.state(), member.now(), !member.online(), member.writes())));
            next.put("by hand" + name, with(state, i, now(member, Now.CHANGED_BY_HAND)));
            boolean reports = member.online() && member.writes() > 0 && member.now() != Now.CHANGED_BY_HAND;
            if (reports) {
                next.put("ready" + name, with(state, i, now(member, Now.REPORTED_READY)));
                next.put("failed" + name, with(state, i, now(member, Now.REPORTED_FAILED)));
            }
        }
        return next;
    }

    private static Site now(Site member, Now now) {
        return new Site(member.state(), now, member.online(), member.writes());
    }

    private static State with(State state, int position, Site member) {
        List<Site> members = new ArrayList<>(state.members());
        members.set(position, member);
        return new State(state.update(), members);
    }

    private static State taken(State state, Step step) {
        if (step instanceof Step.Write write) {
            Site member = state.members().get(write.position());
            return with(
                    state,
                    write.position(),
                    new Site(FleetMember.State.UPDATING, Now.WRITTEN, member.online(), member.writes() + 1));
        } else if (step instanceof Step.Settle settle) {
            Site member = state.members().get(settle.position());
            return with(
                    state, settle.position(), new Site(settle.state(), member.now(), member.online(), member.writes()));
        }
        return new State(((Step.End) step).state(), state.members());
    }

    private static State continued(State state) {
        List<FleetMember.State> again =
                fleet(state).waves.again().stream().map(Member::state).toList();
        State next = new State(FleetUpdate.State.RUNNING, state.members());
        for (int i = 0; i < MEMBERS; i++) {
            Site member = state.members().get(i);
            next = with(next, i, new Site(again.get(i), member.now(), member.online(), member.writes()));
        }
        return next;
    }

    /** The fleet update in this state, with revisions: what is read has 10, what it wrote 11, what somebody else wrote 12. */
    private static Fleet fleet(State state) {
        Fleet fleet = new Fleet(MEMBERS, PARALLEL);
        for (int i = 0; i < MEMBERS; i++) {
            Site member = state.members().get(i);
            Fleet.Site site = fleet.sites.get(i);
            site.unreachable = member.online() ? "" : "offline";
            site.revision = switch (member.now()) {
                case UNTOUCHED -> Fleet.READ;
                case CHANGED_BY_HAND -> Fleet.READ + 2;
                default -> Fleet.READ + 1;
            };
            site.reportedRevision = member.now() == Now.WRITTEN ? Fleet.READ : site.revision;
            site.phase = member.now() == Now.REPORTED_FAILED ? Phase.PHASE_FAILED : Phase.PHASE_READY;
            fleet.set(i, member.state(), member.writes() > 0 ? Fleet.READ + 1 : 0);
        }
        fleet.setState(state.update(), "");
        return fleet;
    }
}
