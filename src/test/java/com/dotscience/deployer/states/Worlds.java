package com.dotscience.deployer.states;

import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.states.ApiServer.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts a rig into worlds, and takes worlds from it. One thread uses it. */
final class Worlds {

    /** What there may be of the first model deployment's object when a process begins. */
    enum There {
        ABSENT,
        CURRENT,
        OLD,
        FOREIGN,
        TERMINATING,
        DRIFTED
    }

    /** What may be wanted of the first model deployment. */
    enum Wanted {
        ABSENT,
        V1,
        V2,
        MOVED
    }

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    final Rig rig;
    final Steps steps;

    Worlds(Contents contents) {
        this.rig = new Rig(contents);
        this.steps = new Steps(rig);
    }

    /** Returns a world in which all is as it is wanted, and silent. */
    World settled(boolean ours) {
        begin(new Truth(ours, Map.of(), Map.of(), 1)
                .want(Rig.A, "v1", Steps.ONE)
                .want(Rig.B, "v1", Steps.ONE));
        rig.begin(0);
        steps.happens(Event.LIST);
        steps.happens(Event.MINUTE);
        rig.rules.timePasses();
        return save();
    }

    /** Returns the world in which a process has just begun, of which the Gateway has heard nothing yet. */
    World begun(boolean ours, Wanted wanted, There there) {
        settled(ours);
        steps.truth = switch (wanted) {
            case ABSENT -> steps.truth.remove(Rig.A, true);
            case V1 -> steps.truth;
            case V2 -> steps.truth.want(Rig.A, "v2", Steps.ONE);
            case MOVED -> steps.truth.want(Rig.A, "v1", Steps.TWO);
        };
        steps.before = steps.truth;
        ObjectKey place = Steps.place(Rig.A, Steps.ONE);
        switch (there) {
            case ABSENT -> rig.api.remove(place);
            case CURRENT -> image(place, wanted == Wanted.V2 ? "model:v2" : "model:v1");
            case OLD -> image(place, "model:v0");
            case FOREIGN -> {
                rig.api.remove(place);
                rig.api.create(place, rig.contents.foreign(place), object -> object);
            }
            case TERMINATING -> {
                rig.api.edit(place, object -> {
                    object.withObject("/metadata").withArray("finalizers").add("example.com/wait");
                    return object;
                });
                rig.api.delete(place, "");
            }
            case DRIFTED -> rig.api.edit(place, Steps::drift);
        }
        rig.end(0);
        rig.begin(0);
        rig.work();
        return save();
    }

    private void image(ObjectKey place, String image) {
        rig.api.edit(place, object -> {
            ((com.fasterxml.jackson.databind.node.ObjectNode) object.at("/spec/template/spec/containers/0"))
                    .put("image", image);
            return object;
        });
    }

    private void begin(Truth truth) {
        steps.truth = truth;
        steps.before = truth;
        rig.api.restore(ApiServer.State.EMPTY);
        rig.clock.set(BEGIN);
        rig.armed = Optional.empty();
        rig.admission = false;
        rig.held = false;
        rig.lease = null;
        rig.rules.answered().clear();
        rig.rules.lately(Set.of());
        rig.rules.released = false;
        ObjectKey bystander = new ObjectKey(com.dotscience.deployer.plan.Kind.DEPLOYMENT, Steps.ONE, "foreign");
        rig.api.create(bystander, rig.contents.foreign(bystander), object -> object);
        for (int which = 0; which < 2; which++) {
            rig.isRunning[which] = false;
            rig.isStale[which] = false;
            steps.isDeaf[which] = false;
            rig.numbers[which] = 0;
            rig.asked[which] = -1;
        }
    }

    World save() {
        List<World.Process> processes = new ArrayList<>();
        for (int which = 0; which < 2; which++) {
            SmallDeployer deployer = rig.deployers.get(which);
            boolean runs = rig.isRunning[which];
            processes.add(new World.Process(
                    runs,
                    rig.numbers[which],
                    runs ? deployer.capture() : new Object[0],
                    runs ? deployer.shown.objects() : Map.of(),
                    runs ? deployer.shown.version() : "",
                    runs && rig.isStale[which],
                    steps.isDeaf[which],
                    rig.asked[which],
                    rig.rules.heard(which).at(rig.clock.instant())));
        }
        return new World(
                rig.api.state(),
                steps.truth,
                steps.before,
                rig.armed,
                rig.admission,
                rig.held,
                rig.clock.instant(),
                rig.lease,
                Map.copyOf(rig.rules.answered()),
                rig.rules.lately(),
                processes);
    }

    void load(World world) {
        rig.api.restore(world.cluster());
        steps.truth = world.truth();
        steps.before = world.before();
        rig.armed = world.armed();
        rig.admission = world.admission();
        rig.held = world.held();
        rig.clock.set(world.now());
        rig.lease = world.lease();
        rig.rules.answered().clear();
        rig.rules.answered().putAll(world.answered());
        rig.rules.released = false;
        rig.rules.lately(world.lately());
        for (int which = 0; which < 2; which++) {
            World.Process process = world.processes().get(which);
            SmallDeployer deployer = rig.deployers.get(which);
            rig.isRunning[which] = process.isRunning();
            rig.numbers[which] = process.number();
            rig.isStale[which] = process.isStale();
            steps.isDeaf[which] = process.isDeaf();
            rig.asked[which] = process.asked();
            rig.rules.restore(which, process.heard());
            if (process.isRunning()) {
                deployer.restore(process.memory());
                deployer.shown.load(process.shown(), process.version());
            }
        }
    }

    /** Returns a name that two worlds share only if they go on equally. */
    String name(World world) {
        Canonical text = new Canonical(rig.contents, world.now());
        new TreeMap<>(world.cluster().objects()).forEach((key, stored) -> object(key, stored, text));
        text.field("truth", world.truth())
                .field("before", world.before())
                .field("armed", world.armed())
                .field("admission", world.admission())
                .field("held", world.held())
                .field(
                        "lease",
                        world.lease() == null
                                ? ""
                                : com.dotscience.deployer.leader.ElectedByHand.holder(world.lease()));
        text.field("lately", world.lately());
        new TreeMap<>(world.answered()).forEach((key, answered) -> {
            text.field("answered", key);
            text.ordered("version", answered.version());
        });
        for (int which = 0; which < 2; which++) {
            World.Process process = world.processes().get(which);
            text.field("runs", process.isRunning()).field("number", process.number());
            if (process.isRunning()) {
                rig.deployers.get(which).describe(process.memory(), text);
                text.field("shown", process.shown())
                        .field("stale", process.isStale())
                        .field("deaf", process.isDeaf())
                        .field("position", Math.max(0, process.asked()))
                        .field("heard", process.heard());
            }
        }
        return text.toHash();
    }

    private void object(ObjectKey key, Stored stored, Canonical text) {
        text.field("key", key.toString()).field("there", rig.api.typed(stored));
    }

    /** Returns what is wrong with a world that has come to rest; empty if all is as it is wanted. */
    Optional<String> unlikeWhatIsWanted() {
        Map<String, String> shall = new TreeMap<>();
        steps.truth
                .wanted()
                .forEach((id, wish) ->
                        shall.put(Steps.place(id, wish.namespace()).path(), "model:" + wish.version()));
        Map<String, String> is = new TreeMap<>();
        rig.api.objects().values().stream()
                .filter(Steps::isOurs)
                .forEach(stored -> is.put(
                        stored.key().path(),
                        stored.content()
                                .at("/spec/template/spec/containers/0/image")
                                .asText()));
        return shall.equals(is) ? Optional.empty() : Optional.of("there is " + is + ", and wanted is " + shall);
    }
}
