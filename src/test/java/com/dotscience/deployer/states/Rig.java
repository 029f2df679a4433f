package com.dotscience.deployer.states;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.cluster.WriteHoldException;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Hold;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.states.ApiServer.Answer;
import com.dotscience.deployer.states.ApiServer.Stored;
import com.dotscience.testing.HandClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cluster, a clock and two deployers, which can be put into any world. It sends the deployers' requests, and lets faults happen to them. */
final class Rig implements SmallDeployer.Requests {

    /** The model deployment that things happen to. */
    static final String A = "a";

    static final String B = "b";

    /** More plans than any way to rest takes. */
    private static final int MOST_PLANS = 60;

    private static final Duration STANDSTILL = Duration.ofSeconds(20);

    /** The process is no more. */
    private static final class Crash extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    final Contents contents;
    final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));
    final ApiServer api;
    final List<SmallDeployer> deployers;
    final Rules rules;
    final boolean[] isRunning = new boolean[2];
    final boolean[] isStale = new boolean[2];

    /** Which of those that followed one another each process is. */
    final int[] numbers = new int[2];

    /** Of each process, the position of its desired state when it asked for a list that has not come yet; -1 if it waits for none. */
    final long[] asked = {-1, -1};

    Optional<Event> armed = Optional.empty();
    boolean admission;
    boolean held;
    Object lease;

    /** Whether the process that ended last led until then. */
    boolean hasHandedOver;

    /** How many requests were sent that write. */
    int writes;

    Rig(Contents contents) {
        this.contents = contents;
        this.api = new ApiServer(contents);
        this.deployers = List.of(deployer("first"), deployer("second"));
        this.rules = new Rules(this);
    }

    private SmallDeployer deployer(String name) {
        return new SmallDeployer(
                name, clock, () -> held ? Optional.of(new Hold(Optional.empty(), "")) : Optional.empty());
    }

    void pass(Duration time) {
        clock.pass(time);
        rules.timePasses();
    }

    /** Whoever leads goes on leading while time passes, and if nobody does, somebody begins to. */
    void renew() {
        running().forEach(deployer -> lease = deployer.candidate.round(lease));
    }

    /** Begins a process, which lists what there is and asks for the Lease. */
    void begin(int which) {
        SmallDeployer deployer = deployers.get(which);
        deployer.begin(numbers[which]);
        numbers[which] = deployer.candidate.number();
        isRunning[which] = true;
        isStale[which] = false;
        asked[which] = -1;
        rules.begins(which);
        watch(deployer);
        deployer.synced();
    }

    /** Ends a process in good order. */
    void end(int which) {
        SmallDeployer deployer = deployers.get(which);
        hasHandedOver = deployer.candidate.standingBy().isEmpty();
        lease = deployer.candidate.giveBack(lease);
        isRunning[which] = false;
    }

    /** Lets every process that runs work until nothing waits. */
    void work() {
        for (int which = 0; which < deployers.size(); which++) {
            if (isRunning[which]) {
                work(which);
            }
        }
    }

    private void work(int which) {
        SmallDeployer deployer = deployers.get(which);
        try {
            boolean stoodBy = deployer.candidate.standingBy().isPresent();
            lease = deployer.candidate.round(lease);
            if (stoodBy && deployer.candidate.standingBy().isEmpty()) {
                deployer.timers();
            }
            if (!deployer.work(this, MOST_PLANS)) {
                throw new Broken("R6", deployer.name + " plans and plans at one moment");
            }
        } catch (Crash dead) {
            begin(which);
            work(which);
        }
    }

    @Override
    public void watch(SmallDeployer deployer) {
        if (!isStale[deployers.indexOf(deployer)]) {
            deployer.shown.show(watched(), Long.toString(api.version()));
        }
    }

    private Map<String, HasMetadata> watched() {
        Map<String, HasMetadata> watched = new TreeMap<>();
        for (Stored stored : api.objects().values()) {
            HasMetadata object = api.typed(stored);
            if (SmallDeployer.isWatched(object)) {
                watched.put(stored.key().path(), object);
            }
        }
        return watched;
    }

    @Override
    public void send(SmallDeployer by, Change change) {
        Optional<Event> fault = change.id().equals(A) ? armed : Optional.empty();
        if (fault.isPresent()) {
            armed = Optional.empty();
        }
        if (fault.filter(Event.SECOND::equals).isPresent()) {
            standStill(by);
            fault = Optional.empty();
        }
        HasMetadata answer = null;
        Exception error = null;
        try {
            by.gate.before(null, request(change), null);
            Answer answered = answer(by, change, fault);
            answer = answered.object();
            error = answered.isMade() || change.action() == Action.DELETE && answered.code() == 404
                    ? null
                    : refused(answered);
            if (answered.code() == 409) {
                answer = api.get(change.key());
            }
        } catch (WriteHoldException e) {
            error = e;
        } catch (KubernetesClientException e) {
            error = e;
        }
        by.outcome(change, answer, error);
        rules.hasOutcome(by, change, answer, error);
        watch(by);
    }

    /** The other one takes over while this one stands still, as one does that is stopped or whose node has no time. */
    private void standStill(SmallDeployer by) {
        int other = 1 - deployers.indexOf(by);
        pass(STANDSTILL);
        if (!isRunning[other]) {
            begin(other);
        }
        work(other);
    }

    private Answer answer(SmallDeployer by, Change change, Optional<Event> fault) {
        writes++;
        rules.sends(by, change);
        if (fault.filter(Event.FAIL_BEFORE::equals).isPresent()) {
            rules.failed(by, change);
            throw lost();
        }
        Stored before = api.objects().get(change.key());
        Answer answer = sent(change);
        rules.answered(by, change, before, answer);
        if (fault.filter(Event.FAIL_AFTER::equals).isPresent()) {
            throw lost();
        }
        if (fault.filter(Event.CRASH::equals).isPresent()) {
            throw new Crash();
        }
        return answer;
    }

    private Answer sent(Change change) {
        return switch (change.action()) {
            case CREATE -> api.create(change.key(), contents.of(change.object()), this::admitted);
            case DELETE ->
                api.delete(change.key(), change.object().getMetadata().getUid());
            default -> api.patch(change.key(), change.patch(), this::admitted);
        };
    }

    private ObjectNode admitted(ObjectNode object) {
        if (admission
                && object.at("/metadata/annotations/" + ClusterContract.ID)
                        .asText()
                        .equals(A)) {
            ObjectNode container = (ObjectNode) object.at("/spec/template/spec/containers/0");
            String image = container.path("image").asText();
            container.put("image", image.startsWith("mirror/") ? image : "mirror/" + image);
        }
        return object;
    }

    /** Returns the image that a change writes; empty if it writes none. */
    String imageOf(Change change) {
        if (change.action() == Action.CREATE) {
            return contents.of(change.object())
                    .at("/spec/template/spec/containers/0/image")
                    .asText();
        }
        for (JsonNode operation : contents.read(change.patch())) {
            if (operation.path("path").asText().equals("/spec/template/spec/containers/0/image")) {
                return operation.path("value").asText();
            }
        }
        return "";
    }

    private static KubernetesClientException lost() {
        return new KubernetesClientException("An error has occurred.", new IOException("Connection reset"));
    }

    private static KubernetesClientException refused(Answer answer) {
        return new KubernetesClientException(new StatusBuilder()
                .withStatus("Failure")
                .withCode(answer.code())
                .withReason(answer.reason())
                .withMessage(answer.message())
                .build());
    }

    private static HttpRequest request(Change change) {
        String name = change.action() == Action.CREATE ? "" : "/" + change.name();
        URI uri = URI.create("https://api/apis/apps/v1/namespaces/" + change.namespace() + "/deployments" + name);
        String method = switch (change.action()) {
            case CREATE -> "POST";
            case DELETE -> "DELETE";
            default -> "PATCH";
        };
        return (HttpRequest) Proxy.newProxyInstance(
                Rig.class.getClassLoader(),
                new Class<?>[] {HttpRequest.class},
                (self, asked, arguments) -> asked.getName().equals("method") ? method : uri);
    }

    List<SmallDeployer> running() {
        List<SmallDeployer> running = new ArrayList<>();
        for (int which = 0; which < deployers.size(); which++) {
            if (isRunning[which]) {
                running.add(deployers.get(which));
            }
        }
        return running;
    }

    Optional<Stored> at(ObjectKey key) {
        return Optional.ofNullable(api.objects().get(key));
    }
}
