package com.dotscience.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What was a deployer's token until another took its place.
 *
 * @param hash of the token
 * @param acceptedUntil in milliseconds since the epoch
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
