package com.dotscience.deployer.cluster;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Events between the informers' threads and the one that delivers them, coalesced: an id waits here once, however often
 * it changed. So nobody blocks an informer, and memory is bounded by the number of ids.
 */
final class PendingEvents implements ClusterListener {

    private final Set<String> ids = new LinkedHashSet<>();
    private boolean open;
    private boolean synced;

    /** What changed before is dropped: whoever hears that all is known looks at all of it. */
    @Override
    public synchronized void synced() {
        open = true;
        synced = true;
        ids.clear();
        notifyAll();
    }

    @Override
    public synchronized void changed(String id) {
        if (open && ids.add(id)) {
            notifyAll();
        }
    }

    /**
     * Waits for the next event, in the order of arrival.
     *
     * @return the id that changed; empty if everything is known now
     */
    synchronized Optional<String> take() throws InterruptedException {
        while (!synced && ids.isEmpty()) {
            wait();
        }
        if (synced) {
            synced = false;
            return Optional.empty();
        }
        Iterator<String> oldest = ids.iterator();
        String id = oldest.next();
        oldest.remove();
        return Optional.of(id);
    }
}
