package com.dotscience.gateway.store;

import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.gateway.fleet.Member;
import com.dotscience.gateway.fleet.Waves;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fleet updates, within one transaction. Whoever writes one does so in the order of {@link Changes}, so that of two that decide about
 * one at once the second sees what the first did.
 */
public final class FleetUpdates {
    /** How many fleet updates are kept that do not run. */
    static final int KEPT = 20;

    private final Transaction transaction;

    public FleetUpdates(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Adds a fleet update, and removes the oldest that do not run if there are too many.
     *
     * @param update the fleet update without its number and its members
     * @return its number
     */
    public long add(FleetUpdate update, List<Member> members) throws SQLException {
        transaction.update("""
                DELETE FROM fleet_updates WHERE number IN (
                    SELECT number FROM fleet_updates WHERE state <> 'RUNNING' ORDER BY number DESC OFFSET ? ROWS)
                """, KEPT);
        long number = transaction
                .first(row -> row.getLong(1), "SELECT COALESCE(MAX(number), 0) + 1 FROM fleet_updates")
                .orElseThrow();
        transaction.update(
                """
                INSERT INTO fleet_updates (number, name, selector, max_parallel, caller, change_summary, started_at,
                    ended_at, state, message)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                number,
                update.getName(),
                update.getSelector(),
                update.getMaxParallel(),
                update.getCaller(),
                update.getChange(),
                update.getStartedAt(),
                update.getEndedAt(),
                update.getState().name(),
                update.getMessage());
        for (int i = 0; i < members.size(); i++) {
            insert(number, i, members.get(i));
        }
        return number;
    }

    private void insert(long number, int position, Member member) throws SQLException {
        transaction.update(
                """
                INSERT INTO fleet_members (fleet_update, position_in_fleet, model_deployment_id, deployer_id,
                    deployer_name, wanted, state, revision, message)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                number,
                position,
                member.id(),
                member.deployerId(),
                member.deployerName(),
                member.wanted().toByteArray(),
                member.state().name(),
                member.revision(),
                member.message());
    }

    /** Stores what became of a member. */
    public void setMember(long number, int position, Member member) throws SQLException {
        transaction.update("""
                UPDATE fleet_members SET state = ?, revision = ?, message = ?
                WHERE fleet_update = ? AND position_in_fleet = ?
                """, member.state().name(), member.revision(), member.message(), number, position);
    }

    /** @param endedAt when it ended, in milliseconds since the epoch; 0 if it runs */
    public void setState(long number, FleetUpdate.State state, String message, long endedAt) throws SQLException {
        transaction.update(
                "UPDATE fleet_updates SET state = ?, message = ?, ended_at = ? WHERE number = ?",
                state.name(),
                message,
                endedAt,
                number);
    }

    /** Returns all, newest first. */
    public List<Waves> list() throws SQLException {
        return withMembers(transaction.list(FleetUpdates::update, "SELECT * FROM fleet_updates ORDER BY number DESC"));
    }

    public Optional<Waves> find(long number) throws SQLException {
        return withMembers(
                        transaction.list(FleetUpdates::update, "SELECT * FROM fleet_updates WHERE number = ?", number))
                .stream()
                .findFirst();
    }

    /** Returns the latest of the model deployments of a name. */
    public Optional<Waves> latestOf(String name) throws SQLException {
        return withMembers(transaction.list(
                        FleetUpdates::update,
                        "SELECT * FROM fleet_updates WHERE name = ? ORDER BY number DESC LIMIT 1",
                        name))
                .stream()
                .findFirst();
    }

    /** Returns the numbers of those that run, oldest first. */
    public List<Long> running() throws SQLException {
        return transaction.list(
                row -> row.getLong(1), "SELECT number FROM fleet_updates WHERE state = 'RUNNING' ORDER BY number");
    }

    /** Returns the number of the one that runs and has this model deployment as a member. */
    public Optional<Long> runningWith(String modelDeploymentId) throws SQLException {
        return transaction.first(row -> row.getLong(1), """
                SELECT u.number FROM fleet_updates u JOIN fleet_members m ON m.fleet_update = u.number
                WHERE u.state = 'RUNNING' AND m.model_deployment_id = ?
                """, modelDeploymentId);
    }

    private List<Waves> withMembers(List<FleetUpdate> updates) throws SQLException {
        List<Waves> all = new ArrayList<>();
        for (FleetUpdate update : updates) {
            all.add(new Waves(
                    update,
                    transaction.list(
                            FleetUpdates::member,
                            "SELECT * FROM fleet_members WHERE fleet_update = ? ORDER BY position_in_fleet",
                            update.getNumber())));
        }
        return all;
    }

    private static FleetUpdate update(ResultSet row) throws SQLException {
        return FleetUpdate.newBuilder()
                .setNumber(row.getLong("number"))
                .setName(row.getString("name"))
                .setSelector(row.getString("selector"))
                .setMaxParallel(row.getInt("max_parallel"))
                .setCaller(row.getString("caller"))
                .setChange(row.getString("change_summary"))
                .setStartedAt(row.getLong("started_at"))
                .setEndedAt(row.getLong("ended_at"))
                .setState(FleetUpdate.State.valueOf(row.getString("state")))
                .setMessage(row.getString("message"))
                .build();
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString("deployer_id"),
                row.getString("deployer_name"),
                ModelDeploymentRow.wanted(row),
                FleetMember.State.valueOf(row.getString("state")),
                row.getLong("revision"),
                row.getString("message"));
    }
}
