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
 * Whose each open connection is, and how many there may be. It is nobody's until a call on it has shown a token that is
 * known. One on which several callers call is that of a proxy before this Gateway: no caller's limit ends it.
 *
 * <p>Where there are too many, the oldest ends: who has just connected needs only a moment to show a token, and whoever
 * connects again and again ends his own. Addresses do not count, since many deployers may be behind one.
 */
public final class Connections {
    /** As many may come within the time that it takes to look up a token: all deployers, after a restart. */
    static final int MAX_NOBODYS = 1_000;

    /** A deployer has one; through a proxy that does not share them, one for each call. */
    public static final int MAX_OF_A_DEPLOYER = 64;

    /** Many people may have the one token. */
    public static final int MAX_OF_THE_ADMIN = 1_000;

    /** With a hundred calls on each there is room for those of thousands of deployers. */
    static final int MAX_SHARED = 500;

    private static final String NOBODY = "";
    private static final String SEVERAL = "*";

    private final Runnable ended;
    private final LongSupplier nanoTime;
    private final Map<Ends, Connection> open = new HashMap<>();
    private final Map<String, Owned> byOwner = new HashMap<>();

    /** @param connections in the order in which they became its owner's */
    private record Owned(Set<Connection> connections, ReadBudget budget) {}

    /**
     * @param ended told of each connection that is ended because there are too many
     * @param nanoTime a clock that never jumps, such as {@link System#nanoTime()}
     */
    public Connections(Runnable ended, LongSupplier nanoTime) {
        this.ended = ended;
        this.nanoTime = nanoTime;
    }

    void opened(Connection connection) {
        Optional<Connection> tooMany;
        synchronized (this) {
            open.put(connection.ends(), connection);
            tooMany = give(connection, NOBODY, MAX_NOBODYS);
        }
        tooMany.ifPresent(this::end);
    }

    synchronized void closed(Connection connection) {
        open.remove(connection.ends(), connection);
        take(connection);
    }

    public synchronized int size() {
        return open.size();
    }

    /**
     * Notes that a call showed a caller's token.
     *
     * @param transport the attributes of the call
     * @param max how many connections the caller may have
     */
    void learn(Attributes transport, String caller, int max) {
        Optional<Connection> tooMany;
        synchronized (this) {
            Connection connection = open.get(Ends.of(transport));
            if (connection == null || caller.equals(connection.owner()) || SEVERAL.equals(connection.owner())) {
                return;
            }
            boolean first = NOBODY.equals(connection.owner());
            take(connection);
            tooMany = first ? give(connection, caller, max) : give(connection, SEVERAL, MAX_SHARED);
        }
        tooMany.ifPresent(this::end);
    }

    /**
     * A token of this caller's was taken back, and nobody knows which of its connections were made with that: each is its own
     * again with the next token that is known.
     */
    void forget(String caller) {
        List<Connection> tooMany = new ArrayList<>();
        synchronized (this) {
            Owned owned = byOwner.get(caller);
            for (Connection connection : owned == null ? List.<Connection>of() : List.copyOf(owned.connections())) {
                take(connection);
                give(connection, NOBODY, MAX_NOBODYS).ifPresent(tooMany::add);
            }
        }
        tooMany.forEach(this::end);
    }

    /**
     * Notes that a call showed no token that is known, or not yet.
     *
     * @param tooMany whether so many such calls wait that one of nobody's connections is to end: that with the most of them
     */
    void calledByNobody(Attributes transport, boolean tooMany) {
        Optional<Connection> busiest = Optional.empty();
        synchronized (this) {
            Connection connection = open.get(Ends.of(transport));
            if (connection != null && NOBODY.equals(connection.owner())) {
                connection.called();
            }
            if (tooMany && byOwner.containsKey(NOBODY)) {
                busiest = byOwner.get(NOBODY).connections().stream()
                        .max(Comparator.comparingInt(Connection::calls))
                        .filter(most -> most.calls() > 1);
            }
        }
        busiest.ifPresent(this::end);
    }

    /** @return the oldest of that owner's, if these are more than it may have */
    private Optional<Connection> give(Connection connection, String owner, int max) {
        Owned owned = byOwner.computeIfAbsent(
                owner, name -> new Owned(new LinkedHashSet<>(), ReadBudget.ofACaller(nanoTime)));
        owned.connections().add(connection);
        connection.belongsTo(
                owner,
                switch (owner) {
                    case NOBODY -> ReadBudget.ofNobody(nanoTime);
                    case SEVERAL -> ReadBudget.ofACaller(nanoTime);
                    default -> owned.budget();
                });
        return owned.connections().size() > max ? owned.connections().stream().findFirst() : Optional.empty();
    }

    private void take(Connection connection) {
        // Its budget stays with the owner, who would otherwise have another with each connection.
        Owned owned = byOwner.get(connection.owner());
        if (owned != null) {
            owned.connections().remove(connection);
        }
    }

    private void end(Connection oldest) {
        // At once, as if it had ended by itself: the next may come before the channel has closed.
        closed(oldest);
        oldest.end();
        ended.run();
    }
}
