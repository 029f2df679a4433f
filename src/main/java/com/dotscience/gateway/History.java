package com.dotscience.gateway;

import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.Report;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What happened last to one model deployment, in one transaction. Whoever adds to it has locked the row of the model
 * deployment before, by writing it or by reading it for update.
 */
final class History {
    /** How many events are kept of each. */
    static final int KEPT = 20;

    private static final int MAX_MESSAGE = 1_000;

    private final Transaction transaction;
    private final String id;

    private record Numbered(long number, Event event) {}

    History(Transaction transaction, String id) {
        this.transaction = transaction;
        this.id = id;
    }

    /** Notes that somebody asked for something: until a report says more, that is all there is to know. */
    void asked(String message, long at) throws SQLException {
        add(last(), event(Phase.PHASE_PENDING, message, at));
    }

    /** Notes what was reported, if that is another phase or message than the last. The Go program has its words only. */
    void reported(Report report) throws SQLException {
        String message = report.getMessage().isEmpty() && report.getPhase() == Phase.PHASE_UNKNOWN
                ? report.getStatus()
                : report.getMessage();
        Event event = event(report.getPhase(), message, report.getReceivedAt());
        Optional<Numbered> last = last();
        if (last.filter(numbered -> sameNews(numbered.event(), event)).isEmpty()) {
            add(last, event);
        }
    }

    private static boolean sameNews(Event one, Event other) {
        return one.getPhase() == other.getPhase() && one.getMessage().equals(other.getMessage());
    }

    private static Event event(Phase phase, String message, long at) {
        String kept = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
        return Event.newBuilder()
                .setPhase(phase == Phase.UNRECOGNIZED ? Phase.PHASE_UNKNOWN : phase)
                .setMessage(kept)
                .setAt(at)
                .build();
    }

    private void add(Optional<Numbered> last, Event event) throws SQLException {
        long number = last.map(Numbered::number).orElse(0L) + 1;
        transaction.update(
                "INSERT INTO events (model_deployment_id, number, event) VALUES (?, ?, ?)",
                id,
                number,
                event.toByteArray());
        transaction.update("DELETE FROM events WHERE model_deployment_id = ? AND number <= ?", id, number - KEPT);
    }

    private Optional<Numbered> last() throws SQLException {
        return transaction.first(
                row -> new Numbered(row.getLong("number"), event(row)),
                "SELECT number, event FROM events WHERE model_deployment_id = ? ORDER BY number DESC LIMIT 1",
                id);
    }

    /** Newest first. */
    List<Event> events() throws SQLException {
        return transaction.list(
                History::event, "SELECT event FROM events WHERE model_deployment_id = ? ORDER BY number DESC", id);
    }

    private static Event event(ResultSet row) throws SQLException {
        try {
            return Event.parseFrom(row.getBytes("event"));
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a row holds what this version cannot read: " + e.getMessage(), e);
        }
    }
}
