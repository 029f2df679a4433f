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
 * The workers of a route. Whoever stops or suspends it lets each finish what it has; what waits goes on waiting, for this route
 * or for the one that takes its place.
 */
final class WorkConsumer extends DefaultConsumer implements Worker, Suspendable, ShutdownAware {

    /** The threads from a start, or a resumption, to the end of it. */
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

    /** What its workers have. Camel waits for it before it stops the route. */
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
                // Nobody will make room any more for whoever waits for it.
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

    /** @return whether there was something to do */
    private boolean workOnce(Shift current) {
        // First busy, then a look whether it is over: whoever ends the shift and then finds nobody busy has it ended.
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
