package com.dotscience.deployer.cluster;

import com.dotscience.deployer.work.WorkQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * Delivers events to the route, one at a time, on a thread of its own, so that a route that blocks holds up no informer. An id waits
 * once, for as long as {@code settle} says, however often it changes meanwhile.
 */
final class ClusterConsumer extends DefaultConsumer implements ClusterListener {

    private final ClusterEvents events;
    private final Duration settle;

    /** An empty id stands for {@link #synced}. */
    private final WorkQueue<Optional<String>> ids = new WorkQueue<>(System::nanoTime);

    /** The ids that wait since more than their pods changed. */
    private final Set<Optional<String>> objectsChanged = ConcurrentHashMap.newKeySet();

    private boolean open;
    private ExecutorService delivery;

    ClusterConsumer(ClusterEndpoint endpoint, Processor processor, ClusterEvents events, Duration settle) {
        super(endpoint, processor);
        this.events = events;
        this.settle = settle;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        delivery = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadExecutor(this, getEndpoint().getEndpointUri());
        delivery.execute(this::deliver);
        events.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        events.remove(this);
        // One that a route never started, such as that of resources where none are read, is stopped with the others.
        if (delivery != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(delivery);
        }
        super.doStop();
    }

    /** Drops what changed before, since the route plans everything now. */
    @Override
    public synchronized void synced() {
        open = true;
        ids.clear();
        objectsChanged.clear();
        ids.add(Optional.empty());
    }

    @Override
    public synchronized void changed(String id) {
        if (open) {
            objectsChanged.add(Optional.of(id));
            ids.addAfter(Optional.of(id), settle);
        }
    }

    @Override
    public synchronized void podsChanged(String id) {
        if (open) {
            ids.addAfter(Optional.of(id), settle);
        }
    }

    private void deliver() {
        try {
            while (isRunAllowed()) {
                ids.await(this::isRunAllowed);
                ids.get().ifPresent(id -> {
                    deliver(id);
                    ids.done(id);
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Optional<String> id) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(id.orElse(null));
            exchange.getMessage().setHeader(ClusterComponent.EVENT, event(id));
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        // A stop interrupts the route. That is no failure: the next start plans everything.
        if (exchange.getException() != null && isRunAllowed()) {
            getExceptionHandler().handleException("An event was not processed", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
    }

    private String event(Optional<String> id) {
        if (id.isEmpty()) {
            return ClusterComponent.SYNCED;
        }
        return objectsChanged.remove(id) ? ClusterComponent.CHANGED : ClusterComponent.PODS_CHANGED;
    }
}
