package com.dotscience.system.perturbation;

import com.dotscience.testing.perturbation.ApiAnswer;
import com.dotscience.testing.perturbation.ApiCall;
import com.dotscience.testing.perturbation.Fate;
import com.dotscience.testing.perturbation.Perturbation;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Does the same to every call, or to every write. It counts what was asked and how often it took effect.
 */
public final class ApiServerFault implements Perturbation {

    private final String name;
    private final Predicate<ApiCall> concerned;
    private final Fate request;
    private final Fate answer;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger struck = new AtomicInteger();
    private final Map<String, Integer> strokes = new ConcurrentHashMap<>();
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    private ApiServerFault(String name, Predicate<ApiCall> concerned, Fate request, Fate answer) {
        this.name = name;
        this.concerned = concerned;
        this.request = request;
        this.answer = answer;
    }

    /** Whatever is asked is refused. */
    public static ApiServerFault refusesAll(ApiAnswer refusal) {
        return new ApiServerFault(
                "all is answered with " + refusal.status(), call -> true, Fate.answer(refusal), Fate.PASS);
    }

    /** Whatever is written is refused. */
    public static ApiServerFault refusesWrites(ApiAnswer refusal) {
        return new ApiServerFault(
                "writes are answered with " + refusal.status(), Write::isOne, Fate.answer(refusal), Fate.PASS);
    }

    /** Something becomes of every request. */
    public static ApiServerFault requests(String name, Fate request) {
        return new ApiServerFault(name, call -> true, request, Fate.PASS);
    }

    /** Something becomes of every answer. */
    public static ApiServerFault answers(String name, Fate answer) {
        return new ApiServerFault(name, call -> !call.verb().equals("watch"), Fate.PASS, answer);
    }

    @Override
    public Fate asked(ApiCall call) {
        asked.incrementAndGet();
        return concerned.test(call) && request != Fate.PASS ? struck(call, request) : Fate.PASS;
    }

    @Override
    public Fate answered(ApiCall call, ApiAnswer given) {
        return concerned.test(call) && answer != Fate.PASS ? struck(call, answer) : Fate.PASS;
    }

    private Fate struck(ApiCall call, Fate fate) {
        struck.incrementAndGet();
        strokes.merge(call.verb(), 1, Integer::sum);
        if (call.isWrite()) {
            written.add(call.resource() + " " + call.namespace() + "/" + call.name());
        }
        return fate;
    }

    /** How much was asked since it began. */
    public int asked() {
        return asked.get();
    }

    /** How often it took effect. */
    public int struck() {
        return struck.get();
    }

    /** The objects of the writes that it hit, as in {@code deployments default/ds-roadsigns1-0ddb4984}. */
    public Set<String> written() {
        return Set.copyOf(written);
    }

    @Override
    public String toString() {
        return name + " " + strokes;
    }
}
