package com.dotscience.gateway.fleet;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet update of model deployments at deployers d1, d2 …, and what is known of them, in the memory of a test. */
final class Fleet {
    static final long READ = 10;

    final List<Site> sites = new ArrayList<>();
    Waves waves;
    private long clock = READ;

    /** What is there of one member. */
    static final class Site {
        long revision = READ;
        Phase phase = Phase.PHASE_READY;
        String words = "";
        long reportedRevision = READ;
        String unreachable = "";
        String lastChange = "";
        Duration degradedFor = Duration.ZERO;
        boolean removed;
        int writes;

        /** Its deployer says this of what is wanted now. */
        Site reports(Phase phase) {
            this.phase = phase;
            reportedRevision = revision;
            return this;
        }

        Site reports(Phase phase, String words) {
            this.words = words;
            return reports(phase);
        }

        private Observation observed() {
            return new Observation(
                    removed
                            ? Optional.empty()
                            : Optional.of(ModelDeployment.newBuilder()
                                    .setDeployment(Deployment.newBuilder().setRevision(revision))
                                    .setReport(Report.newBuilder()
                                            .setPhase(phase)
                                            .setMessage(words)
                                            .setRevision(reportedRevision))
                                    .build()),
                    unreachable,
                    lastChange,
                    degradedFor);
        }
    }

    Fleet(int count, int maxParallel) {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            sites.add(new Site());
            members.add(Member.waiting(
                    "id-" + i,
                    "d" + i,
                    Deployment.newBuilder()
                            .setId("model-" + i)
                            .setRevision(READ)
                            .build()));
        }
        waves = new Waves(
                FleetUpdate.newBuilder()
                        .setNumber(1)
                        .setName("signs")
                        .setMaxParallel(maxParallel)
                        .build(),
                members);
    }

    /** The site of a member, from 1. */
    Site site(int number) {
        return sites.get(number - 1);
    }

    Optional<Step> next() {
        return waves.next(seen());
    }

    Map<Member, Observation> seen() {
        Map<Member, Observation> seen = new HashMap<>();
        for (Member member : waves.open()) {
            seen.put(member, sites.get(waves.members().indexOf(member)).observed());
        }
        return seen;
    }

    /** Takes every step that there is, as the Gateway does, and returns them. */
    List<Step> run() {
        List<Step> taken = new ArrayList<>();
        for (Optional<Step> step = next(); step.isPresent(); step = next()) {
            take(step.get());
            taken.add(step.get());
        }
        return taken;
    }

    void take(Step step) {
        if (step instanceof Step.Write write) {
            Site site = sites.get(write.position());
            site.revision = ++clock;
            site.writes++;
            set(write.position(), waves.members().get(write.position()).updating(site.revision));
        } else if (step instanceof Step.Settle settle) {
            set(settle.position(), waves.members().get(settle.position()).with(settle.state(), settle.message()));
        } else if (step instanceof Step.End end) {
            setState(end.state(), end.message());
        }
    }

    /** Somebody else changes the model deployment. */
    void changeByHand(int number, String words) {
        site(number).revision = ++clock;
        site(number).lastChange = words;
    }

    void goOn() {
        waves = new Waves(waves.update(), waves.again());
        setState(FleetUpdate.State.RUNNING, "");
    }

    void setState(FleetUpdate.State state, String message) {
        waves = new Waves(
                waves.update().toBuilder().setState(state).setMessage(message).build(), waves.members());
    }

    private void set(int position, Member member) {
        List<Member> members = new ArrayList<>(waves.members());
        members.set(position, member);
        waves = new Waves(waves.update(), members);
    }

    /** @param revision 0 if it has not been changed */
    void set(int position, FleetMember.State state, long revision) {
        Member member = waves.members().get(position);
        set(position, new Member(member.deployerId(), member.deployerName(), member.wanted(), state, revision, ""));
    }

    List<FleetMember.State> states() {
        return waves.members().stream().map(Member::state).toList();
    }
}
