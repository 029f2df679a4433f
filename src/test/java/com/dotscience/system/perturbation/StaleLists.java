package com.dotscience.system.perturbation;

import com.dotscience.testing.perturbation.ApiAnswer;
import com.dotscience.testing.perturbation.ApiCall;
import com.dotscience.testing.perturbation.Fate;
import com.dotscience.testing.perturbation.Perturbation;
import com.dotscience.testing.perturbation.Watch;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has a deployer that starts be answered by a replica of the API server that lags: lists are what they were at some time before, and what came after is
 * told by the watches only when a write was refused that the deployer made of what it was told, or after so long that a test ends all the same.
 */
final class StaleLists implements Perturbation {

    private static final Duration LAG = Duration.ofMinutes(1);

    private final Set<String> lists = ConcurrentHashMap.newKeySet();
    private final Map<String, String> remembered = new ConcurrentHashMap<>();
    private final Map<Watch, Deque<String>> untold = new HashMap<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean lagging;
    private volatile boolean caughtUp;

    /** Remembers what the lists are now that the deployer asked for before. */
    void remember(KubernetesClient client) {
        lists.forEach(uri -> remembered.put(uri, client.raw(uri)));
    }

    /** From now on what is remembered is answered. */
    void lag() {
        lagging = true;
    }

    @Override
    public Fate asked(ApiCall call) {
        if (!call.verb().equals("list") || !Write.KINDS.contains(call.resource())) {
            return Fate.PASS;
        }
        String list = remembered.get(call.uri());
        if (lagging && !caughtUp && list != null) {
            answered.incrementAndGet();
            return Fate.answer(ApiAnswer.ok(list));
        }
        lists.add(call.uri());
        return Fate.PASS;
    }

    @Override
    public Fate answered(ApiCall call, ApiAnswer answer) {
        if (lagging && !caughtUp && Write.isOne(call) && !answer.isSuccess()) {
            refused.incrementAndGet();
            // What else it takes for missing is tried before it hears better.
            catchUpAfter(Duration.ofMillis(500));
        }
        return Fate.PASS;
    }

    @Override
    public void happened(Watch watch, String event) {
        if (!lagging || caughtUp || !Write.KINDS.contains(watch.call().resource())) {
            watch.pass(event);
        } else if (untold.containsKey(watch)) {
            untold.get(watch).add(event);
        } else {
            untold.put(watch, new ArrayDeque<>(Set.of(event)));
            watch.later(LAG, this::catchUp);
        }
    }

    private void catchUpAfter(Duration wait) {
        untold.keySet().stream().findAny().ifPresent(watch -> watch.later(wait, this::catchUp));
    }

    private void catchUp() {
        caughtUp = true;
        untold.forEach((watch, events) -> events.forEach(watch::pass));
        untold.clear();
    }

    /** Whether all is told. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** How many lists were answered with what was no longer true. */
    int answered() {
        return answered.get();
    }

    /** How many writes were refused that the deployer made of them. */
    int refused() {
        return refused.get();
    }
}
