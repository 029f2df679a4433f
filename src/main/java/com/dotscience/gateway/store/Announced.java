package com.dotscience.gateway.store;

import com.google.common.base.Splitter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What deployers announced when they called last, which is all that is known of what they can do while they are offline. */
public final class Announced {

    private final Transaction transaction;

    public Announced(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Returns the capabilities of settings that a deployer announced last; empty if it never called. */
    public Optional<Set<String>> by(String deployerId) throws SQLException {
        return transaction
                .first(
                        row -> Optional.ofNullable(row.getString("capabilities")),
                        "SELECT capabilities FROM deployers WHERE id = ?",
                        deployerId)
                .flatMap(found -> found)
                .map(text -> Set.copyOf(Splitter.on(',').omitEmptyStrings().splitToList(text)));
    }
}
