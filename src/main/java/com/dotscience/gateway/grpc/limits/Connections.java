package com.dotscience.gateway.grpc.limits;

import io.grpc.Attributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Knows the owner of each open connection, and limits how many an owner may have. A connection is anonymous until a call on it
 * shows a token that is known. A connection that several callers use belongs to a proxy before this Gateway, and no caller's
 * limit applies to it.
 *
 * <p>Where an owner has too many connections, the oldest is closed: a caller that has just connected needs only a moment to show a
 * token, and a caller that connects again and again closes only its own connections. Addresses do not matter, because many
 * deployers may share one.
 */
public final class Connections {
    /** After a restart all deployers connect within the time that it takes to look up a token. */
    static final int MAX_ANONYMOUS = 1_000;

    /** A deployer has one connection. Through a proxy that opens one for each call it has as many as it makes calls at a time. */
    public static final int MAX_OF_A_DEPLOYER = 64;

    /** Many people may use the one admin token. */
    public static final int MAX_OF_THE_ADMIN = 1_000;

    /** With a hundred calls on each, these carry the calls of thousands of deployers. */
    static final int MAX_SHARED = 500;

    private static final String ANONYMOUS = "";
    private static final String SHARED = "*";

    private final Runnable closedListener;
    private final LongSupplier nanoTime;
    private final Map<AddressPair, Connection> open = new HashMap<>();
    private final Map<String, Owned> byOwner = new HashMap<>();

    /** @param connections in the order in which the owner got them */
    private record Owned(Set<Connection> connections, ReadBudget budget) {}

    /**
     * @param closedListener is run for each connection that is closed because its owner has too many
     * @param nanoTime a clock that never jumps, such as {@link System#nanoTime()}
     */
    public Connections(Runnable closedListener, LongSupplier nanoTime) {
        this.closedListener = closedListener;
        this.nanoTime = nanoTime;
    }

    void opened(Connection connection) {
        Optional<Connection> tooMany;
        synchronized (this) {
            open.put(connection.addresses(), connection);
            tooMany = assign(connection, ANONYMOUS, MAX_ANONYMOUS);
        }
        tooMany.ifPresent(this::end);
    }

    synchronized void closed(Connection connection) {
        open.remove(connection.addresses(), connection);
        unassign(connection);
    }

    /** Returns how many connections are open. */
    public synchronized int size() {
        return open.size();
    }

    /**
     * Notes that a call showed the token of a caller.
     *
     * @param transport the attributes of the call
     * @param max how many connections the caller may have
     */
    void learn(Attributes transport, String caller, int max) {
        Optional<Connection> tooMany;
        synchronized (this) {
            Connection connection = open.get(AddressPair.of(transport));
            if (connection == null || caller.equals(connection.owner()) || SHARED.equals(connection.owner())) {
                return;
            }
            boolean first = ANONYMOUS.equals(connection.owner());
            unassign(connection);
            tooMany = first ? assign(connection, caller, max) : assign(connection, SHARED, MAX_SHARED);
        }
        tooMany.ifPresent(this::end);
    }

    /**
     * Makes all connections of a caller anonymous, because one of its tokens is no longer accepted and it is not known which
     * connections showed that one. Each belongs to the caller again with the next call whose token is accepted.
     */
    void forget(String caller) {
        List<Connection> tooMany = new ArrayList<>();
        synchronized (this) {
            Owned owned = byOwner.get(caller);
            for (Connection connection : owned == null ? List.<Connection>of() : List.copyOf(owned.connections())) {
                unassign(connection);
                assign(connection, ANONYMOUS, MAX_ANONYMOUS).ifPresent(tooMany::add);
            }
        }
        tooMany.forEach(this::end);
    }

    /**
     * Notes that a call showed no token that is known.
     *
     * @param tooMany whether so many such calls wait that the anonymous connection with the most of them has to be closed
     */
    void countAnonymousCall(Attributes transport, boolean tooMany) {
        Optional<Connection> busiest = Optional.empty();
        synchronized (this) {
            Connection connection = open.get(AddressPair.of(transport));
            if (connection != null && ANONYMOUS.equals(connection.owner())) {
                connection.countAnonymousCall();
            }
            if (tooMany && byOwner.containsKey(ANONYMOUS)) {
                busiest = byOwner.get(ANONYMOUS).connections().stream()
                        .max(Comparator.comparingInt(Connection::anonymousCalls))
                        .filter(most -> most.anonymousCalls() > 1);
            }
        }
        busiest.ifPresent(this::end);
    }

    /** @return the oldest connection of that owner, if the owner has more than it may */
    private Optional<Connection> assign(Connection connection, String owner, int max) {
        Owned owned = byOwner.computeIfAbsent(
                owner, name -> new Owned(new LinkedHashSet<>(), ReadBudget.ofACaller(nanoTime)));
        owned.connections().add(connection);
        connection.assign(
                owner,
                switch (owner) {
                    case ANONYMOUS -> ReadBudget.ofAnonymous(nanoTime);
                    case SHARED -> ReadBudget.ofACaller(nanoTime);
                    default -> owned.budget();
                });
        return owned.connections().size() > max ? owned.connections().stream().findFirst() : Optional.empty();
    }

    private void unassign(Connection connection) {
        // The owner keeps its budget: otherwise it would get a full one with each new connection.
        Owned owned = byOwner.get(connection.owner());
        if (owned != null) {
            owned.connections().remove(connection);
        }
    }

    private void end(Connection oldest) {
        // It stops counting at once, because the next connection may arrive before this channel has closed.
        closed(oldest);
        oldest.end();
        closedListener.run();
    }
}
