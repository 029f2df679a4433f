package com.dotscience.deployer.states;

import com.dotscience.deployer.leader.ElectedByHand;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.states.ApiServer.Answer;
import com.dotscience.deployer.states.ApiServer.Stored;
import com.dotscience.deployer.states.Truth.Wish;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules R1 to R9 and R11 to R13, as far as they can be seen in requests and in what a deployer knows. R10 is about tokens, of which
 * these rooms have none.
 */
final class Rules {

    private static final int LONGEST = 6000;

    private final Rig rig;
    private final Heard[] heard = {Heard.NOTHING, Heard.NOTHING};

    /** What a process was answered last of an object that it wrote: its uid and version. */
    record Answered(long uid, long version) {}

    private final Map<String, Answered> answered = new HashMap<>();

    /** What was written, or failed, at this moment, for what is wanted now. */
    private final Set<String> lately = new HashSet<>();

    /** Whether a person has released what was held. */
    boolean released;

    Rules(Rig rig) {
        this.rig = rig;
    }

    Heard heard(int which) {
        return heard[which];
    }

    Map<String, Answered> answered() {
        return answered;
    }

    void restore(int which, Heard before) {
        heard[which] = before;
    }

    void begins(int which) {
        heard[which] = Heard.NOTHING;
        String name = rig.deployers.get(which).name;
        answered.keySet().removeIf(key -> key.startsWith(name));
        lately.removeIf(what -> what.contains(" " + name + " "));
    }

    void timePasses() {
        lately.clear();
    }

    Set<String> lately() {
        return Set.copyOf(lately);
    }

    void lately(Set<String> before) {
        lately.clear();
        lately.addAll(before);
    }

    /** Notes that a request did not reach the API server. */
    void failed(SmallDeployer by, Change change) {
        lately.add("failed " + made(by, change));
    }

    private static String made(SmallDeployer by, Change change) {
        boolean isPatch = change.action() != Action.CREATE && change.action() != Action.DELETE;
        return (isPatch ? "PATCH" : change.action()) + " " + by.name + " " + change.id() + " " + change.key();
    }

    /** R11: what an admission has changed is said. */
    void hasOutcome(SmallDeployer by, Change change, HasMetadata answer, Exception error) {
        if (error == null) {
            lately.add(made(by, change));
            rig.at(change.key())
                    .ifPresentOrElse(
                            there -> answered.put(by.name + change.key(), new Answered(there.uid(), there.version())),
                            () -> answered.remove(by.name + change.key()));
        }
        if (error == null && answer != null && change.action() != Action.DELETE) {
            String written = rig.imageOf(change);
            String stored = rig.contents
                    .of(answer)
                    .at("/spec/template/spec/containers/0/image")
                    .asText();
            require(
                    "R11",
                    written.isEmpty()
                            || written.equals(stored)
                            || !by.rewrites.atAdmission(change).isEmpty(),
                    by.name + " does not say that " + stored + " is there in place of " + written);
        }
    }

    /**
     * R4 and R9: what is heard is taken as the newest of it says, and plans nothing else.
     *
     * @param now what has been heard since
     * @param changed the ids that are planned because of it
     */
    void hears(int which, Heard now, Set<String> changed) {
        Heard before = heard[which];
        heard[which] = now;
        String name = rig.deployers.get(which).name;
        changed.forEach(id -> lately.removeIf(what -> what.contains(" " + name + " " + id + " ")));
        for (String id : Set.of(Rig.A, Rig.B)) {
            String knows =
                    rig.deployers.get(which).desired.wanted(id).map(Wish::of).orElse("");
            require(
                    "R4",
                    knows.equals(now.of(id)),
                    "'" + id + "' is taken as '" + knows + "', and is '" + now.of(id) + "'");
            boolean isNews = !before.of(id).equals(now.of(id))
                    || before.listed() != now.listed()
                    || now.of(id).isEmpty();
            require("R9", isNews || !changed.contains(id), "'" + id + "' is planned, of which nothing is new");
        }
    }

    /** Judges a request before it is sent. */
    void sends(SmallDeployer by, Change change) {
        int which = rig.deployers.indexOf(by);
        String what = by.name + " sends " + change;
        require("R1", by.observed.synced(), what + " before everything is known");
        require("R12", !rig.held, what + " although every write is held");
        require(
                "R13",
                ElectedByHand.holder(rig.lease).startsWith(by.name)
                        && rig.running().stream()
                                .filter(each -> each != by)
                                .allMatch(each -> each.candidate.standingBy().isPresent()),
                what + ", and does not lead alone");
        String key = change.key().toString();
        require("R7", !lately.contains("failed " + made(by, change)), what + " again at the moment at which it failed");
        require("R11", !lately.contains(made(by, change)), what + " twice at one moment");
        HasMetadata planned = change.object();
        if (change.action() == Action.DELETE) {
            require("R1", heard[which].listed(), what + " before a complete list has come");
            require("R3", planned.getMetadata().getUid() != null, what + " whatever its uid is");
            deletes(which, change, what);
        } else if (change.action() != Action.CREATE) {
            require("R5", change.patch().contains("/metadata/resourceVersion"), what + " whatever its version is");
        }
        Answered last = answered.get(by.name + key);
        Optional<Stored> there = rig.at(change.key());
        if (last != null && there.filter(stored -> stored.uid() == last.uid).isPresent()) {
            require("R5", change.action() != Action.CREATE, what + ", which it has made already");
            require(
                    "R5",
                    change.action() == Action.CREATE
                            || Long.parseLong(planned.getMetadata().getResourceVersion()) >= last.version,
                    what + " on an older version than it was answered");
        }
        boolean sees = !rig.isStale[which];
        require(
                "R5",
                change.action() == Action.DELETE
                        || !sees
                        || there.filter(ApiServer::isTerminating).isEmpty(),
                what + ", which is being deleted");
    }

    /** R2 and R8: what may be deleted. */
    private void deletes(int which, Change change, String what) {
        if (rig.at(change.key())
                .filter(there -> rig.api
                        .typed(there)
                        .getMetadata()
                        .getUid()
                        .equals(change.object().getMetadata().getUid()))
                .isEmpty()) {
            // Another object is there by now, or none: the precondition keeps it from harm.
            return;
        }
        Heard known = heard[which];
        String id = change.id();
        String wish = known.of(id);
        if (!wish.isEmpty()) {
            String namespace = Wish.parse(wish).namespace();
            require("R2", !namespace.equals(change.namespace()), what + ", which is wanted");
            ObjectKey successor = new ObjectKey(change.kind(), namespace, change.name());
            require(
                    "R8",
                    rig.isStale[which]
                            || rig.at(successor).filter(Rules::isReady).isPresent(),
                    what + " before " + successor + " is ready");
            return;
        }
        if (released || known.named().getOrDefault(id, false)) {
            return;
        }
        if (known.named().containsKey(id)) {
            Heard lately = known.at(rig.clock.instant());
            require(
                    "R2",
                    lately.unconfirmed().isEmpty() || lately.unconfirmed().equals(id),
                    what + ", the second within a minute of which nobody has confirmed that it is removed");
            heard[which] = known.deletedUnconfirmed(id, rig.clock.instant());
            return;
        }
        require("R2", known.lacking().contains(id), what + ", which no believable list lacks and nobody has removed");
    }

    private static boolean isReady(Stored stored) {
        long generation = stored.content().at("/metadata/generation").asLong();
        int replicas = stored.content().at("/spec/replicas").asInt();
        return stored.content().at("/status/observedGeneration").asLong() >= generation
                && stored.content().at("/status/availableReplicas").asInt() == replicas;
    }

    /** Judges what a request did. */
    void answered(SmallDeployer by, Change change, Stored before, Answer answer) {
        if (!answer.isMade()) {
            return;
        }
        String what = by.name + " made " + change;
        String key = change.key().toString();
        // The API server takes writes again, so what failed may be tried again at once.
        lately.removeIf(failure -> failure.startsWith("failed ") && failure.contains(" " + by.name + " "));
        Stored after = rig.at(change.key()).orElse(null);
        if (before != null) {
            HasMetadata there = rig.api.typed(before);
            boolean isOurs = new Ownership(SmallDeployer.IDENTITY, change.id()).holds(there);
            require("R3", isOurs, what + " on an object of somebody else");
            require(
                    "R6",
                    change.action() == Action.DELETE
                            || rig.admission
                            || after != before && after.content() != before.content(),
                    what + ", which changes nothing");
        }
        require("R11", after == null || after.content().toText().length() < LONGEST, what + ", and the object grows");
    }

    /** Judges the world when all have done their work. */
    void afterwards(Event event) {
        require(
                "R13",
                event != Event.RESTART
                        || !rig.hasHandedOver
                        || rig.running().stream()
                                .anyMatch(each -> each.candidate.standingBy().isEmpty()),
                "a process that ends in good order does not hand over at once");
        for (SmallDeployer deployer : rig.running()) {
            Heard known = heard[rig.deployers.indexOf(deployer)];
            String wish = known.of(Rig.B);
            if (known.listed() && !wish.isEmpty() && deployer.hold.get().isEmpty()) {
                ObjectKey place = Steps.place(Rig.B, Wish.parse(wish).namespace());
                // R7: what happens to one model deployment harms no other.
                String image = "model:" + Wish.parse(wish).version();
                require(
                        "R7",
                        rig.at(place)
                                .filter(stored -> stored.content()
                                        .at("/spec/template/spec/containers/0/image")
                                        .asText()
                                        .equals(image))
                                .isPresent(),
                        "'b' is not as it is wanted, whatever happened to 'a'");
            }
        }
    }

    private static void require(String rule, boolean holds, String sentence) {
        if (!holds) {
            throw new Broken(rule, sentence);
        }
    }
}
