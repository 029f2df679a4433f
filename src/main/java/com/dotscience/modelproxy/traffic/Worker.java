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

/** One event loop with what lives on it. All but {@link #exchanges} is called on that loop only. */
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

    /** @param maxExchanges that are with the model at once */
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

    /** Whether there is room for one more exchange, at the model or waiting. */
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

    /** How many exchanges are not over; from any thread. */
    int exchanges() {
        return underWay;
    }

    void add(ClientConnection client) {
        clients.add(client);
    }

    void remove(ClientConnection client) {
        clients.remove(client);
    }

    /** One exchange more is under way. */
    void exchangeBegan() {
        underWay = underWay + 1;
    }

    /** One less. */
    void exchangeEnded() {
        underWay = underWay - 1;
    }

    /** Lets it proceed when it is its turn. */
    void admit(Exchange exchange) {
        if (atTheModel < maxExchanges) {
            atTheModel++;
            exchange.proceed();
        } else {
            waiting.add(exchange);
        }
    }

    /** It has ended, or gives up waiting: the next one's turn. */
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

    /** Closes the client's connection that has been idle for the longest, a second at least; false if there is none. */
    boolean closeAnIdleClient() {
        long now = System.nanoTime();
        Optional<ClientConnection> longest = clients.stream()
                // Younger ones may have sent what has not been read yet.
                .filter(client -> client.isIdle() && now - client.idleSince() > TimeUnit.SECONDS.toNanos(1))
                .max(Comparator.comparingLong(client -> now - client.idleSince()));
        longest.ifPresent(client -> {
            // At once, and not when Netty comes to it: the next one would be found to be the same.
            clients.remove(client);
            client.close();
        });
        return longest.isPresent();
    }

    /** Tells every client that this connection takes no more. */
    void announceEnd() {
        List.copyOf(clients).forEach(ClientConnection::announceEnd);
    }

    /** Whether connections end with what is under way on them. */
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
