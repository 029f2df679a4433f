package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.observation.Observer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One event loop, with its connections and exchanges. All methods but {@link #exchanges} are called on that loop only. */
final class Worker {

    private final EventLoop loop;
    private final WorkerContext context;
    private final int maxExchanges;
    private final int maxUnderWay;
    private final ModelConnectionPool connections;
    private final Set<ClientConnection> clients = new HashSet<>();
    private final Queue<Exchange> waiting = new ArrayDeque<>();
    private int atTheModel;
    private boolean closed;
    private volatile int underWay;

    /** @param maxExchanges how many exchanges may be with the model at once */
    Worker(EventLoop loop, WorkerContext context, Bootstrap towardsModel, int maxExchanges) {
        this.loop = loop;
        this.context = context;
        this.maxExchanges = maxExchanges;
        this.maxUnderWay = maxExchanges + context.limits().clients();
        this.connections = new ModelConnectionPool(this, towardsModel);
        loop.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    EventLoop loop() {
        return loop;
    }

    Limits limits() {
        return context.limits();
    }

    HeadBudget heads() {
        return context.heads();
    }

    /** Whether one more exchange may begin, even if it has to wait. */
    boolean hasCapacity() {
        return underWay < maxUnderWay;
    }

    ProcessLog log() {
        return context.log();
    }

    Fatal fatal() {
        return context.fatal();
    }

    List<Observer> observers() {
        return context.observers();
    }

    String modelAuthority() {
        return context.modelAuthority();
    }

    boolean isDraining() {
        return context.isDraining();
    }

    ModelConnectionPool connections() {
        return connections;
    }

    /** How many exchanges have not ended. This may be called from any thread. */
    int exchanges() {
        return underWay;
    }

    void add(ClientConnection client) {
        clients.add(client);
    }

    void remove(ClientConnection client) {
        clients.remove(client);
    }

    /** Counts an exchange that begins. */
    void exchangeBegan() {
        underWay = underWay + 1;
    }

    /** Counts an exchange that ends. */
    void exchangeEnded() {
        underWay = underWay - 1;
    }

    /** Calls {@link Exchange#proceed} as soon as there is a place for it at the model. */
    void admit(Exchange exchange) {
        if (atTheModel < maxExchanges) {
            atTheModel++;
            exchange.proceed();
        } else {
            waiting.add(exchange);
        }
    }

    /** Gives the place of an exchange to the next; the exchange has ended, or no longer waits. */
    void leave(Exchange exchange) {
        if (waiting.remove(exchange)) {
            return;
        }
        atTheModel--;
        Exchange next = waiting.poll();
        if (next != null) {
            atTheModel++;
            next.proceed();
        }
    }

    /** Closes the client's connection that has been idle the longest, for at least a second; false if there is none. */
    boolean closeAnIdleClient() {
        long now = System.nanoTime();
        Optional<ClientConnection> longest = clients.stream()
                // A connection that is idle for less may have sent a request that is not read yet.
                .filter(client -> client.isIdle() && now - client.idleSince() > TimeUnit.SECONDS.toNanos(1))
                .max(Comparator.comparingLong(client -> now - client.idleSince()));
        longest.ifPresent(client -> {
            // It is removed now and not when Netty reports the close, or the next call would find it again.
            clients.remove(client);
            client.close();
        });
        return longest.isPresent();
    }

    /** Tells every client that its connection accepts no more requests. */
    void announceEnd() {
        List.copyOf(clients).forEach(ClientConnection::announceEnd);
    }

    /** Whether a connection ends with the request that it serves. */
    boolean isClosed() {
        return closed;
    }

    void closeIdleClients() {
        closed = true;
        List.copyOf(clients).stream().filter(ClientConnection::isIdle).forEach(ClientConnection::close);
    }

    private void sweep() {
        long now = System.nanoTime();
        connections.sweep(now);
        context.clientLimit().sweep(this);
        List.copyOf(clients).forEach(client -> client.sweep(now));
    }
}
