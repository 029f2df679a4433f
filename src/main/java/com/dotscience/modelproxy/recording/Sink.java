package com.dotscience.modelproxy.recording;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** Sends events over a few connections, roughly in order. The queue is bounded, and drops the newest event if it is full. */
final class Sink implements Consumer<Event> {

    private static final int CONNECTIONS = 4;
    private static final int MAX_WAITING = 256;

    private final EventLoop loop;
    private final RecordingMeters meters;
    private final Queue<Event> waiting = new ArrayDeque<>();
    private final List<Delivery> idle = new ArrayList<>();

    Sink(EventLoop loop, Connector connector, Envelope envelope, RecordingMeters meters) {
        this.loop = loop;
        this.meters = meters;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(new Delivery(loop, connector, envelope, this::done));
        }
    }

    /** Sends an event, or drops it. May be called from any thread. */
    @Override
    public void accept(Event event) {
        if (loop.isShuttingDown()) {
            event.body().drop(DropReason.UNREACHABLE);
            meters.dropped(DropReason.UNREACHABLE);
            return;
        }
        loop.execute(() -> {
            if (!idle.isEmpty()) {
                idle.remove(idle.size() - 1).send(event);
            } else if (waiting.size() < MAX_WAITING) {
                waiting.add(event);
            } else {
                event.body().drop(DropReason.FULL);
                meters.dropped(DropReason.FULL);
            }
        });
    }

    /** @param failure null if the sink has accepted the event */
    private void done(Delivery delivery, Event event, DropReason failure) {
        if (failure == null) {
            event.body().release();
            meters.recorded(event.kind());
        } else {
            event.body().drop(failure);
            meters.dropped(failure);
        }
        Event next = waiting.poll();
        if (next == null) {
            idle.add(delivery);
        } else {
            delivery.send(next);
        }
    }

    /** Whether the queue is empty and no event is being sent. */
    Future<Boolean> isEmpty() {
        return loop.submit(() -> idle.size() == CONNECTIONS);
    }
}
