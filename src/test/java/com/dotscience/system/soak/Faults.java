package com.dotscience.system.soak;

import static org.awaitility.Awaitility.await;

import com.dotscience.system.perturbation.ApiServerFault;
import com.dotscience.system.soak.Excuses.Happened;
import com.dotscience.testing.perturbation.ApiAnswer;
import com.dotscience.testing.perturbation.Fate;
import com.dotscience.testing.perturbation.Perturbation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Has one thing after the other go wrong, in an order and for times that a seed chooses, and counts how often each took effect. */
final class Faults {

    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private final Stage stage;
    private final People people;
    private final Duration longest;
    private final Random random;
    private final List<Trouble> next = new ArrayList<>();
    private final List<Supplier<Happened>> happened = new CopyOnWriteArrayList<>();
    private final Map<Trouble, List<Integer>> effects = new EnumMap<>(Trouble.class);

    Faults(Stage stage, People people, Duration longest, Random random) {
        this.stage = stage;
        this.people = people;
        this.longest = longest;
        this.random = random;
    }

    /** Goes on until this moment, and leaves all well behind. */
    void rage(Instant end) {
        while (Instant.now().plus(longest).isBefore(end)) {
            strike(next());
            LockSupport.parkNanos(someTime().toNanos());
        }
    }

    private Trouble next() {
        if (next.isEmpty()) {
            Collections.addAll(next, Trouble.values());
            Collections.shuffle(next, random);
        }
        return next.remove(0);
    }

    private void strike(Trouble trouble) {
        Duration lasts = someTime();
        Instant begin = Instant.now();
        Stroke stroke = begin(trouble, lasts);
        LockSupport.parkNanos(lasts.toNanos());
        stroke.end().run();
        Instant end = Instant.now();
        // A request that is under way now is hit after this moment.
        happened.add(() -> new Happened(trouble, begin, end, stroke.hit().get()));
        effects.computeIfAbsent(trouble, first -> new ArrayList<>())
                .add(stroke.effects().getAsInt());
    }

    private Duration someTime() {
        return SHORTEST.plusMillis(random.nextInt((int) longest.minus(SHORTEST).toMillis()));
    }

    private record Stroke(Runnable end, IntSupplier effects, Supplier<Set<String>> hit) {}

    private Stroke begin(Trouble trouble, Duration lasts) {
        return switch (trouble) {
            case TOO_MANY_REQUESTS ->
                apiServer(ApiServerFault.refusesAll(ApiAnswer.refusal(429, "TooManyRequests", "too many for now")
                        .with("Retry-After", "1")));
            case NO_LEADER -> apiServer(refuse(500, "InternalError", "etcd has no leader"));
            case NOT_READY -> apiServer(refuse(503, "ServiceUnavailable", "not ready"));
            case TOOK_TOO_LONG -> apiServer(refuse(504, "Timeout", "took too long"));
            case REFUSED_WRITES ->
                apiServer(ApiServerFault.refusesWrites(
                        ApiAnswer.refusal(503, "ServiceUnavailable", "writes are not taken")));
            case RESET -> apiServer(ApiServerFault.requests("requests are reset", Fate.RESET));
            case UNANSWERED -> apiServer(ApiServerFault.requests("nothing is answered", Fate.after(lasts, Fate.RESET)));
            case LOST_ANSWERS -> apiServer(ApiServerFault.answers("answers are lost", Fate.RESET));
            case CUT_ANSWERS -> apiServer(ApiServerFault.answers("answers are cut", Fate.CUT));
            case SLOW_ANSWERS ->
                apiServer(ApiServerFault.answers("answers are slow", Fate.after(Duration.ofSeconds(1), Fate.PASS)));
            case EXPIRED_WATCHES -> expiredWatches();
            case GATEWAY_FROZEN -> gatewayFrozen();
            case GATEWAY_RESTARTED -> gatewayRestarted();
        };
    }

    private static ApiServerFault refuse(int code, String reason, String message) {
        return ApiServerFault.refusesAll(ApiAnswer.refusal(code, reason, message));
    }

    private Stroke apiServer(ApiServerFault fault) {
        stage.apiServer().perturb(fault);
        stage.apiServer().endWatches();
        return new Stroke(() -> stage.apiServer().perturb(Perturbation.NONE), fault::struck, fault::written);
    }

    private Stroke expiredWatches() {
        ExpiredWatches fault = new ExpiredWatches();
        stage.apiServer().perturb(fault);
        return new Stroke(() -> stage.apiServer().perturb(Perturbation.NONE), fault::struck, Set::of);
    }

    private Stroke gatewayFrozen() {
        int before = stage.path().held();
        stage.path().freeze();
        return new Stroke(stage.path()::thaw, () -> stage.path().held() - before, Set::of);
    }

    private Stroke gatewayRestarted() {
        await("a deployer that hears the Gateway").until(stage::isOnline);
        people.aside(() -> {
            stage.stopGateway();
            stage.startGateway();
        });
        return new Stroke(() -> await("a deployer that hears the Gateway").until(stage::isOnline), () -> 1, Set::of);
    }

    /** Those that are over, in their order, with all that they have hit up to now. */
    List<Happened> happened() {
        return happened.stream().map(Supplier::get).toList();
    }

    /** How often each took effect, each time that it was there. */
    Map<Trouble, List<Integer>> effects() {
        return effects;
    }
}
