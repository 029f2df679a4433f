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
 * What all observers are told of one exchange: kept until {@link #tell}, which is called once the bytes were handed on. What
 * an observer throws is said in the log and harms nobody.
 */
final class Observations implements Observation {

    private final List<Observation> all;
    private final ProcessLog log;
    private final Queue<Told> untold = new ArrayDeque<>();

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
            log.say("An observer of a request failed: " + e);
            return null;
        }
    }

    @Override
    public void requestBody(ByteBuf part) {
        if (!all.isEmpty() && part.isReadable()) {
            untold.add(new RequestBody(part.retainedDuplicate()));
        }
    }

    @Override
    public void answer(HttpResponse head) {
        if (!all.isEmpty()) {
            untold.add(new Answer(head));
        }
    }

    @Override
    public void answerBody(ByteBuf part) {
        if (!all.isEmpty() && part.isReadable()) {
            untold.add(new AnswerBody(part.retainedDuplicate()));
        }
    }

    @Override
    public void end(Ending ending) {
        if (!all.isEmpty()) {
            untold.add(new End(ending));
            tell();
        }
    }

    /** Tells what happened since the last time. */
    void tell() {
        for (Told told = untold.poll(); told != null; told = untold.poll()) {
            for (Observation observation : all) {
                tell(observation, told);
            }
            told.release();
        }
    }

    private void tell(Observation observation, Told told) {
        try {
            told.to(observation);
        } catch (RuntimeException e) {
            log.say("An observer of an exchange failed: " + e);
        }
    }

    /** No lambdas, here and wherever each request passes: one that captures takes the first compiler as long as a header. */
    private sealed interface Told {

        void to(Observation observation);

        default void release() {}
    }

    private record RequestBody(ByteBuf part) implements Told {

        @Override
        public void to(Observation observation) {
            observation.requestBody(part);
        }

        @Override
        public void release() {
            part.release();
        }
    }

    private record Answer(HttpResponse head) implements Told {

        @Override
        public void to(Observation observation) {
            observation.answer(head);
        }
    }

    private record AnswerBody(ByteBuf part) implements Told {

        @Override
        public void to(Observation observation) {
            observation.answerBody(part);
        }

        @Override
        public void release() {
            part.release();
        }
    }

    private record End(Ending ending) implements Told {

        @Override
        public void to(Observation observation) {
            observation.end(ending);
        }
    }
}
