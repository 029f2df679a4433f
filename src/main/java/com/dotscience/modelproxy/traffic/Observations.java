package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.observation.Observation;
import com.dotscience.modelproxy.observation.Observer;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What all observers are told of one exchange: kept until {@link #tell}, which is called once the bytes were handed on. What
 * an observer throws is said in the log and harms nobody.
 */
final class Observations implements Observation {

    private final List<Observation> all;
    private final ProcessLog log;
    private final Queue<Told> untold = new ArrayDeque<>();

    private record Told(ByteBuf part, Consumer<Observation> what) {}

    private Observations(List<Observation> all, ProcessLog log) {
        this.all = all;
        this.log = log;
    }

    static Observations begin(List<Observer> observers, HttpRequest request, ProcessLog log) {
        return new Observations(
                observers.stream()
                        .map(observer -> begin(observer, request, log))
                        .filter(Objects::nonNull)
                        .toList(),
                log);
    }

    private static Observation begin(Observer observer, HttpRequest request, ProcessLog log) {
        try {
            return observer.begin(request);
        } catch (RuntimeException e) {
            log.say("An observer of a request failed: " + e);
            return null;
        }
    }

    @Override
    public void requestBody(ByteBuf part) {
        keep(part, Observation::requestBody);
    }

    @Override
    public void answer(HttpResponse head) {
        if (!all.isEmpty()) {
            untold.add(new Told(null, observation -> observation.answer(head)));
        }
    }

    @Override
    public void answerBody(ByteBuf part) {
        keep(part, Observation::answerBody);
    }

    @Override
    public void end(Ending ending) {
        if (!all.isEmpty()) {
            untold.add(new Told(null, observation -> observation.end(ending)));
            tell();
        }
    }

    /** Tells what happened since the last time. */
    void tell() {
        for (Told told = untold.poll(); told != null; told = untold.poll()) {
            for (Observation observation : all) {
                tell(observation, told);
            }
            if (told.part() != null) {
                told.part().release();
            }
        }
    }

    private void tell(Observation observation, Told told) {
        try {
            told.what().accept(observation);
        } catch (RuntimeException e) {
            log.say("An observer of an exchange failed: " + e);
        }
    }

    private void keep(ByteBuf part, PartOf kind) {
        if (!all.isEmpty() && part.isReadable()) {
            ByteBuf kept = part.retainedDuplicate();
            untold.add(new Told(kept, observation -> kind.tell(observation, kept)));
        }
    }

    @FunctionalInterface
    private interface PartOf {
        void tell(Observation observation, ByteBuf part);
    }
}
