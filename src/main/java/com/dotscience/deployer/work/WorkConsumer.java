package com.dotscience.deployer.work;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/**
 * The workers of a route. When the route is stopped or suspended, each worker finishes its item. The items that wait
 * stay in the queue for this route or for the one that replaces it, so none is lost.
 */
final class WorkConsumer extends DefaultConsumer implements Worker, Suspendable, ShutdownAware {

    /** The threads that run from a start or a resumption of the route to its next end. */
    private static final class Shift {
        private volatile boolean over;
    }

    private final WorkEndpoint endpoint;
    private final WorkQueue<Item> queue;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private Shift shift;
    private ExecutorService threads;

    WorkConsumer(WorkEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.queue = endpoint.queue();
    }

    @Override
    public String route() {
        return getRouteId();
    }

    @Override
    public int waiting() {
        return queue.size();
    }

    @Override
    public long done() {
        return done.get();
    }

    @Override
    public void dropUnlessTaken() {
        if (!endpoint.component().isTaken(queue)) {
            queue.clear().forEach(Item::close);
        }
    }

    boolean takesFrom(WorkQueue<Item> other) {
        return queue == other;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        queue.limit(endpoint.getSize());
        beginShift();
        endpoint.component().started(this);
    }

    @Override
    protected void doSuspend() {
        endShift();
    }

    @Override
    protected void doResume() {
        beginShift();
    }

    @Override
    protected void doStop() throws Exception {
        endShift();
        endpoint.component().stopped(this);
        super.doStop();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    /** Returns how many items the workers have. Camel waits for them before it stops the route. */
    @Override
    public int getPendingExchangesSize() {
        return busy.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        endShift();
        if (forced && threads != null) {
            threads.shutdownNow();
        }
    }

    private synchronized void beginShift() {
        Shift begun = new Shift();
        shift = begun;
        int workers = endpoint.getWorkers();
        threads = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, getEndpoint().getEndpointBaseUri(), workers);
        for (int i = 0; i < workers; i++) {
            threads.execute(() -> work(begun));
        }
    }

    private synchronized void endShift() {
        if (shift != null) {
            shift.over = true;
            shift = null;
            threads.shutdown();
            queue.wakeUp();
            if (getEndpoint().getCamelContext().isStopping()) {
                // The limit is lifted, because senders that wait for room would otherwise wait for ever: no worker
                // makes room any more.
                queue.limit(Integer.MAX_VALUE);
            }
        }
    }

    private void work(Shift current) {
        try {
            while (!current.over) {
                if (!workOnce(current)) {
                    queue.await(() -> !current.over);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there was an item to work on */
    private boolean workOnce(Shift current) {
        // The worker counts as busy before it checks whether its shift is over. So if somebody ends the shift and then
        // sees no busy worker, no worker starts another item.
        busy.incrementAndGet();
        try {
            List<Item> items = current.over ? List.of() : queue.get(Math.max(1, endpoint.getBatch()));
            if (!items.isEmpty()) {
                work(items);
            }
            return !items.isEmpty();
        } finally {
            busy.decrementAndGet();
        }
    }

    private void work(List<Item> items) {
        Parts parts = new Parts(() -> items.forEach(queue::done));
        Exchange exchange = createExchange(false);
        try {
            items.get(0).fill(exchange);
            if (endpoint.getBatch() > 0) {
                exchange.getMessage().setBody(items.stream().map(Item::body).toList());
            }
            if (items.get(0) instanceof Item.Id) {
                parts.mark(exchange);
            }
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            items.forEach(Item::close);
            parts.close();
            done.addAndGet(items.size());
        }
        if (exchange.getException() != null) {
            getExceptionHandler().handleException("Work was not finished", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
    }
}
