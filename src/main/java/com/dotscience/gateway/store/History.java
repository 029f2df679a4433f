package com.dotscience.gateway.store;

import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.Report;
import com.dotscience.validation.Printable;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The latest events of one model deployment, within one transaction. A caller that adds an event has to have locked the row of the
 * model deployment before, by writing it or by reading it FOR UPDATE.
 */
public final class History {
    /** How many events are kept for each model deployment. */
    static final int KEPT = 20;

    private static final int MAX_MESSAGE = 1_000;
    private static final int MAX_CAUSE = 63;

    private final Transaction transaction;
    private final String id;

    private record Numbered(long number, Event event) {}

    public History(Transaction transaction, String id) {
        this.transaction = transaction;
        this.id = id;
    }

    /** Adds that a person asked for a change. The phase is pending until the deployer reports. */
    public void addRequested(String message, long at) throws SQLException {
        List<Numbered> last = last(1);
        add(last.isEmpty() ? 0 : last.get(0).number(), event(Phase.PHASE_PENDING_VALUE, message, at));
    }

    /** Adds something that changes nothing of what its deployer reported last. */
    public void addNoted(String message, long at) throws SQLException {
        List<Numbered> last = last(1);
        int phase =
                last.isEmpty() ? Phase.PHASE_PENDING_VALUE : last.get(0).event().getPhaseValue();
        add(last.isEmpty() ? 0 : last.get(0).number(), event(phase, message, at));
    }

    /**
     * Adds what a deployer reported, unless phase and message are those of the last event. Repeated reports with the same cause stay
     * one event with a count. The Go program reports no phase and no message; its status text is the message.
     */
    public void addReported(UpdateDeploymentRequest request, Report report) throws SQLException {
        String message = report.getMessage().isEmpty() && report.getPhase() == Phase.PHASE_UNKNOWN
                ? report.getStatus()
                : report.getMessage();
        Event event = event(report.getPhaseValue(), message, report.getReceivedAt()).toBuilder()
                .setCause(Printable.cut(request.getCause(), MAX_CAUSE))
                .setTimes(request.getTimes())
                .build();
        List<Numbered> last = last(2);
        if (last.isEmpty()) {
            add(0, event);
        } else if (isSame(last.get(0).event(), event)) {
            return;
        } else if (hasSameCause(last.get(0).event(), event)) {
            replace(last.get(0), repeated(last.get(0).event(), event));
        } else if (last.size() == 2
                && alternates(last.get(1).event(), last.get(0).event(), event)) {
            remove(last.get(0));
            replace(last.get(1), repeated(last.get(1).event(), event));
        } else {
            add(last.get(0).number(), event);
        }
    }

    private static boolean isSame(Event one, Event other) {
        return one.getPhaseValue() == other.getPhaseValue()
                && one.getMessage().equals(other.getMessage())
                && one.getCause().equals(other.getCause())
                && (one.getCause().isEmpty() || one.getTimes() == other.getTimes());
    }

    private static boolean hasSameCause(Event one, Event other) {
        return !one.getCause().isEmpty() && one.getCause().equals(other.getCause());
    }

    /** A deployer of version 0.1.0 reports no cause, and may report the same state in two wordings by turns. */
    private static boolean alternates(Event before, Event between, Event now) {
        return now.getCause().isEmpty()
                && before.getPhaseValue() == now.getPhaseValue()
                && between.getPhaseValue() == now.getPhaseValue()
                && before.getMessage().equals(now.getMessage());
    }

    private static Event repeated(Event known, Event now) {
        return now.toBuilder()
                .setAt(known.getAt())
                .setLastAt(now.getAt())
                .setCount(Math.max(1, known.getCount()) + 1)
                .build();
    }

    private static Event event(int phase, String message, long at) {
        return Event.newBuilder()
                .setPhaseValue(phase)
                .setMessage(Printable.cutLines(message, MAX_MESSAGE))
                .setAt(at)
                .build();
    }

    private void add(long lastNumber, Event event) throws SQLException {
        transaction.update(
                "INSERT INTO events (model_deployment_id, number, event) VALUES (?, ?, ?)",
                id,
                lastNumber + 1,
                event.toByteArray());
        transaction.update(
                "DELETE FROM events WHERE model_deployment_id = ? AND number <= ?", id, lastNumber + 1 - KEPT);
    }

    private void replace(Numbered known, Event event) throws SQLException {
        transaction.update(
                "UPDATE events SET event = ? WHERE model_deployment_id = ? AND number = ?",
                event.toByteArray(),
                id,
                known.number());
    }

    private void remove(Numbered known) throws SQLException {
        transaction.update("DELETE FROM events WHERE model_deployment_id = ? AND number = ?", id, known.number());
    }

    /** Returns the latest events, newest first. */
    private List<Numbered> last(int count) throws SQLException {
        return transaction.list(
                row -> new Numbered(row.getLong("number"), event(row)),
                "SELECT number, event FROM events WHERE model_deployment_id = ? ORDER BY number DESC LIMIT ?",
                id,
                count);
    }

    /** Returns all events, newest first. */
    public List<Event> events() throws SQLException {
        return transaction.list(
                History::event, "SELECT event FROM events WHERE model_deployment_id = ? ORDER BY number DESC", id);
    }

    private static Event event(ResultSet row) throws SQLException {
        try {
            return Event.parseFrom(row.getBytes("event"));
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a row contains a message that this version cannot read: " + e.getMessage(), e);
        }
    }
}
