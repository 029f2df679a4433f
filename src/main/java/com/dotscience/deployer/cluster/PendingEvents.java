package com.dotscience.deployer.cluster;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Events between the informers' threads and the one that delivers them, coalesced: an id waits here once, however often
 * it changed. So nobody blocks an informer, and memory is bounded by the number of ids.
 */
final class PendingEvents implements ClusterListener {

    /** Since when an id waits, by a clock of nanoseconds. */
    private record Waiting(String what, long since) {}

    private final Map<String, Waiting> waitingById = new LinkedHashMap<>();
    private final long settleNanos;
    private boolean open;
    private boolean synced;

    /**
     * What happened: one of the values of {@link ClusterComponent#EVENT}.
     *
     * @param id null with {@link ClusterComponent#SYNCED}
     */
    record Event(String what, String id) {}

    /** @param settle how long an id waits here for more to come */
    PendingEvents(Duration settle) {
        this.settleNanos = settle.toNanos();
    }

    /** What changed before is dropped: whoever hears that all is known looks at all of it. */
    @Override
    public synchronized void synced() {
        open = true;
        synced = true;
        waitingById.clear();
        notifyAll();
    }

    @Override
    public synchronized void changed(String id) {
        add(id, ClusterComponent.CHANGED);
    }

    /** Says nothing more where the id waits for more than that already. */
    @Override
    public synchronized void podsChanged(String id) {
        if (!waitingById.containsKey(id)) {
            add(id, ClusterComponent.PODS_CHANGED);
        }
    }

    /** Waits for the next event, in the order of arrival. */
    synchronized Event take() throws InterruptedException {
        while (!synced) {
            Iterator<Map.Entry<String, Waiting>> oldest = waitingById.entrySet().iterator();
            if (!oldest.hasNext()) {
                wait();
                continue;
            }
            Map.Entry<String, Waiting> next = oldest.next();
            long left = settleNanos - (System.nanoTime() - next.getValue().since);
            if (left <= 0) {
                oldest.remove();
                return new Event(next.getValue().what, next.getKey());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        synced = false;
        return new Event(ClusterComponent.SYNCED, null);
    }

    private void add(String id, String what) {
        if (open) {
            Waiting before = waitingById.get(id);
            waitingById.put(id, new Waiting(what, before == null ? System.nanoTime() : before.since));
            notifyAll();
        }
    }
}
