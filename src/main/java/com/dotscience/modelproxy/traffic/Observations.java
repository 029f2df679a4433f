package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.observation.Observation;
import com.dotscience.modelproxy.observation.Observer;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The observations of one exchange by all observers. What happens is kept until {@link #deliver}, which is called once the bytes
 * have been passed on, so that no observer delays them. An observer that throws is reported in the log, and harms neither the
 * exchange nor the other observers.
 */
final class Observations implements Observation {

    private final List<Observation> all;
    private final ProcessLog log;
    private final Queue<Event> pending = new ArrayDeque<>();

    private Observations(List<Observation> all, ProcessLog log) {
        this.all = all;
        this.log = log;
    }

    static Observations begin(List<Observer> observers, HttpRequest request, ProcessLog log) {
        List<Observation> all = new ArrayList<>(observers.size());
        for (Observer observer : observers) {
            Observation begun = begin(observer, request, log);
            if (begun != null) {
                all.add(begun);
            }
        }
        return new Observations(all, log);
    }

    private static Observation begin(Observer observer, HttpRequest request, ProcessLog log) {
        try {
            return observer.begin(request);
        } catch (RuntimeException e) {
            log.info("An observer of a request failed: " + e);
            return null;
        }
    }

    @Override
    public void requestBody(ByteBuf part) {
        if (!all.isEmpty() && part.isReadable()) {
            pending.add(new Body(true, part.retainedDuplicate()));
        }
    }

    @Override
    public void responseHead(HttpResponse head) {
        if (!all.isEmpty()) {
            pending.add(new ResponseHead(head));
        }
    }

    @Override
    public void responseBody(ByteBuf part) {
        if (!all.isEmpty() && part.isReadable()) {
            pending.add(new Body(false, part.retainedDuplicate()));
        }
    }

    @Override
    public void end(Ending ending) {
        if (!all.isEmpty()) {
            pending.add(new End(ending));
            deliver();
        }
    }

    /** Delivers what has happened since the last time. */
    void deliver() {
        for (Event event = pending.poll(); event != null; event = pending.poll()) {
            for (Observation observation : all) {
                deliver(event, observation);
            }
            event.release();
        }
    }

    private void deliver(Event event, Observation observation) {
        try {
            event.deliverTo(observation);
        } catch (RuntimeException e) {
            log.info("An observer of an exchange failed: " + e);
        }
    }

    /**
     * Something that happens in an exchange. Here and wherever each request passes, records are used and no lambdas, because code of
     * the C1 compiler takes as long to create a capturing lambda as to copy a header.
     */
    private sealed interface Event {

        void deliverTo(Observation observation);

        default void release() {}
    }

    private record Body(boolean ofRequest, ByteBuf part) implements Event {

        @Override
        public void deliverTo(Observation observation) {
            if (ofRequest) {
                observation.requestBody(part);
            } else {
                observation.responseBody(part);
            }
        }

        @Override
        public void release() {
            part.release();
        }
    }

    private record ResponseHead(HttpResponse head) implements Event {

        @Override
        public void deliverTo(Observation observation) {
            observation.responseHead(head);
        }
    }

    private record End(Ending ending) implements Event {

        @Override
        public void deliverTo(Observation observation) {
            observation.end(ending);
        }
    }
}
