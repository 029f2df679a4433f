package com.dotscience.deployer.states;

import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.states.ApiServer.Stored;
import com.dotscience.deployer.states.Truth.Wish;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What each event does to the world in a rig, and how the world comes to rest after it. */
final class Steps {

    static final String ONE = "one";
    static final String TWO = "two";

    private final Rig rig;
    Truth truth;
    Truth before;
    final boolean[] isDeaf = new boolean[2];

    Steps(Rig rig) {
        this.rig = rig;
    }

    /** Where the object of a model deployment is wanted. */
    static ObjectKey place(String id, String namespace) {
        ObjectName name = ObjectName.of(new Wish("v1", namespace, 0).of(id));
        return new ObjectKey(Kind.DEPLOYMENT, name.namespace(), name.name());
    }

    /** Returns whether an event says anything in this world. */
    boolean isPossible(Event event) {
        boolean isWanted = truth.wanted().containsKey(Rig.A);
        Optional<Stored> there = objectOfA();
        return switch (event) {
            case MOVE -> isWanted;
            case REMOVE -> isWanted;
            case REMOVE_BOTH -> isWanted && truth.wanted().containsKey(Rig.B);
            case PARTIAL_LIST -> isWanted;
            case EMPTY_LIST -> !truth.wanted().isEmpty();
            case LATE_LIST -> rig.asked[0] >= 0;
            case LOSE_NEWS -> !isDeaf[0];
            case FAIL_BEFORE, FAIL_AFTER, CRASH, SECOND -> rig.armed.isEmpty();
            case DRIFT -> there.isPresent();
            case FOREIGN ->
                isWanted && rig.at(placeOfA()).filter(stored -> !isOurs(stored)).isEmpty();
            case TERMINATE ->
                there.filter(stored -> !ApiServer.isTerminating(stored)).isPresent();
            default -> true;
        };
    }

    /** Lets an event happen, and the deployers do what they do about it. */
    void happens(Event event) {
        switch (event) {
            case CHANGE -> wish(next(), namespaceOfA());
            case MOVE ->
                wish(truth.wanted().get(Rig.A).version(), namespaceOfA().equals(ONE) ? TWO : ONE);
            case REMOVE -> change(truth.remove(Rig.A, true), List.of(Rig.A));
            case REMOVE_BOTH -> change(truth.remove(Rig.A, false).remove(Rig.B, false), List.of(Rig.A, Rig.B));
            case LIST -> list(truth, false);
            case PARTIAL_LIST -> list(truth.without(Set.of(Rig.A)), false);
            case EMPTY_LIST -> list(truth.without(Set.of(Rig.A, Rig.B)), false);
            case LATE_LIST -> list(before, true);
            case LOSE_NEWS -> isDeaf[0] = true;
            case STALE_WATCH -> rig.isStale[0] = !rig.isStale[0];
            case FAIL_BEFORE, FAIL_AFTER, CRASH, SECOND -> rig.armed = Optional.of(event);
            case RESTART -> {
                rig.end(0);
                rig.begin(0);
            }
            case ADMISSION -> rig.admission = !rig.admission;
            case HOLD -> rig.held = !rig.held;
            case DRIFT -> rig.api.edit(objectOfA().orElseThrow().key(), Steps::drift);
            case FOREIGN -> foreign();
            case TERMINATE -> terminate(objectOfA().orElseThrow().key());
            case MINUTE -> {
                pass(Duration.ofMinutes(1));
                controllers();
            }
        }
        watch();
        rig.work();
        rig.rules.afterwards(event);
    }

    /** Time passes, and the timers go. */
    void pass(Duration time) {
        rig.pass(time);
        rig.renew();
        watch();
        for (SmallDeployer deployer : rig.running()) {
            deployer.timers();
        }
    }

    private void watch() {
        rig.running().forEach(rig::watch);
    }

    private String next() {
        Wish wish = truth.wanted().get(Rig.A);
        return wish != null && wish.version().equals("v1") ? "v2" : "v1";
    }

    private String namespaceOfA() {
        Wish wish = truth.wanted().get(Rig.A);
        return wish == null ? ONE : wish.namespace();
    }

    ObjectKey placeOfA() {
        return place(Rig.A, namespaceOfA());
    }

    /** Returns the object that a deployer has made for the first model deployment, where it is wanted or where it was. */
    private Optional<Stored> objectOfA() {
        return rig.at(placeOfA())
                .filter(Steps::isOurs)
                .or(() -> rig.api.objects().values().stream()
                        .filter(stored -> isOurs(stored)
                                && stored.key().name().equals(placeOfA().name()))
                        .findFirst());
    }

    static boolean isOurs(Stored stored) {
        return stored.content()
                .at("/metadata/annotations/deployer.dotscience.com~1identifier")
                .asText()
                .equals(SmallDeployer.IDENTITY);
    }

    private void wish(String version, String namespace) {
        change(truth.want(Rig.A, version, namespace), List.of(Rig.A));
    }

    private void change(Truth now, List<String> ids) {
        before = truth;
        truth = now;
        for (int which = 0; which < 2; which++) {
            rig.asked[which] =
                    rig.isRunning[which] ? rig.deployers.get(which).state.position() : -1;
            if (rig.isRunning[which] && !isDeaf[which]) {
                for (String id : ids) {
                    List<Update> news = truth.news(id);
                    if (!news.isEmpty()) {
                        hear(which, news, rig.rules.heard(which).news(truth, id));
                    }
                }
            }
            isDeaf[which] = false;
        }
    }

    private void list(Truth said, boolean isLate) {
        for (int which = 0; which < 2; which++) {
            if (rig.isRunning[which] && (!isLate || rig.asked[which] >= 0)) {
                long position = isLate
                        ? rig.asked[which]
                        : rig.deployers.get(which).state.position();
                hear(which, List.of(said.list(position)), rig.rules.heard(which).list(said, owning()));
                rig.asked[which] = -1;
            }
        }
    }

    private void hear(int which, List<Update> news, Heard now) {
        rig.rules.hears(which, now, rig.deployers.get(which).hear(news));
    }

    private Set<String> owning() {
        return rig.api.objects().values().stream()
                .filter(Steps::isOurs)
                .map(stored ->
                        stored.content().at("/metadata/annotations/deployment").asText())
                .collect(Collectors.toSet());
    }

    static ObjectNode drift(ObjectNode object) {
        ((ObjectNode) object.at("/spec/template/spec/containers/0")).put("image", "drifted");
        return object;
    }

    private void foreign() {
        ObjectKey place = placeOfA();
        rig.api.remove(place);
        rig.api.create(place, rig.contents.foreign(place), object -> object);
    }

    private void terminate(ObjectKey key) {
        rig.api.edit(key, object -> {
            object.withObject("/metadata").withArray("finalizers").add("example.com/wait");
            return object;
        });
        rig.api.delete(key, "");
    }

    /** Garbage is collected, and pods start. */
    void controllers() {
        for (Stored stored : List.copyOf(rig.api.objects().values())) {
            if (ApiServer.isTerminating(stored)) {
                rig.api.remove(stored.key());
            } else if (!isReady(stored)) {
                rig.api.edit(stored.key(), Steps::rolledOut);
            }
        }
    }

    private static boolean isReady(Stored stored) {
        return stored.content().at("/status/observedGeneration").asLong()
                == stored.content().at("/metadata/generation").asLong();
    }

    private static ObjectNode rolledOut(ObjectNode object) {
        int replicas = object.at("/spec/replicas").asInt();
        object.withObject("/status")
                .put("observedGeneration", object.at("/metadata/generation").asLong())
                .put("replicas", replicas)
                .put("updatedReplicas", replicas)
                .put("availableReplicas", replicas);
        return object;
    }
}
