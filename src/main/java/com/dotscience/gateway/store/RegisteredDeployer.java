package com.dotscience.gateway.store;

import com.dotscience.api.IngressUrl;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A deployer that somebody created.
 *
 * @param identity marks its objects in its cluster
 * @param version of the program that last connected; empty if none ever did
 * @param kubernetesVersion of its cluster's API server; empty if it did not say
 * @param ingressUrl how the ingresses of its cluster are reached from outside
 * @param createdAt in milliseconds since the epoch
 * @param seenAt when it was last heard of, as far as it is stored; 0: never
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
