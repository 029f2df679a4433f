package com.dotscience.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A token that was replaced and is accepted for a while.
 *
 * @param hash the hash of the token
 * @param acceptedUntil the end of the overlap, in milliseconds since the epoch
 */
public record ReplacedToken(String hash, String deployerId, String prefix, long acceptedUntil) {

    static ReplacedToken of(ResultSet row) throws SQLException {
        return new ReplacedToken(
                row.getString("token_hash"),
                row.getString("deployer_id"),
                row.getString("token_prefix"),
                row.getLong("accepted_until"));
    }
}
