package com.dotscience.gateway.store;

import com.dotscience.api.IngressUrl;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A row of the table of deployers.
 *
 * @param identity marks the deployer's objects in its cluster
 * @param tokenPrefix the first characters of its current token; empty if it has none
 * @param version the version with which it called last; empty if it never did
 * @param kubernetesVersion the version of its API server; empty if it is not known
 * @param ingressUrl how the ingresses of its cluster are reached from outside
 * @param createdAt when it was created, in milliseconds since the epoch
 * @param seenAt when it called last, in milliseconds since the epoch and as far as that is stored; 0 if it never did
 */
public record RegisteredDeployer(
        String id,
        String name,
        String identity,
        String tokenPrefix,
        String version,
        String kubernetesVersion,
        IngressUrl ingressUrl,
        long createdAt,
        long seenAt) {

    static RegisteredDeployer of(ResultSet row) throws SQLException {
        return new RegisteredDeployer(
                row.getString("id"),
                row.getString("name"),
                row.getString("identity"),
                row.getString("token_prefix"),
                row.getString("version"),
                row.getString("kubernetes_version"),
                new IngressUrl(row.getString("ingress_url")),
                row.getLong("created_at"),
                row.getLong("seen_at"));
    }
}
