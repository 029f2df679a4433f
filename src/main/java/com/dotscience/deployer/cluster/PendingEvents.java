package com.dotscience.deployer.cluster;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events between the informers' threads and the one that delivers them, coalesced: an id waits here once, however often
 * it changed. So nobody blocks an informer, and memory is bounded by the number of ids.
 */
final class PendingEvents implements ClusterListener {

    private final Map<String, String> eventsById = new LinkedHashMap<>();
    private boolean open;
    private boolean synced;

    /**
     * What happened: one of the values of {@link ClusterComponent#EVENT}.
     *
     * @param id null with {@link ClusterComponent#SYNCED}
     */
    record Event(String what, String id) {}

    /** What changed before is dropped: whoever hears that all is known looks at all of it. */
    @Override
    public synchronized void synced() {
        open = true;
        synced = true;
        eventsById.clear();
        notifyAll();
    }

    @Override
    public synchronized void changed(String id) {
        add(id, ClusterComponent.CHANGED);
    }

    /** Says nothing more where the id waits for more than that already. */
    @Override
    public synchronized void podsChanged(String id) {
        if (!eventsById.containsKey(id)) {
            add(id, ClusterComponent.PODS_CHANGED);
        }
    }

    /** Waits for the next event, in the order of arrival. */
    synchronized Event take() throws InterruptedException {
        while (!synced && eventsById.isEmpty()) {
            wait();
        }
        if (synced) {
            synced = false;
            return new Event(ClusterComponent.SYNCED, null);
        }
        Iterator<Map.Entry<String, String>> oldest = eventsById.entrySet().iterator();
        Map.Entry<String, String> next = oldest.next();
        oldest.remove();
        return new Event(next.getValue(), next.getKey());
    }

    private void add(String id, String what) {
        if (open) {
            eventsById.put(id, what);
            notifyAll();
        }
    }
}
