package com.dotscience.gateway.grpc;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.LogsRequest;
import com.dotscience.gateway.registry.Capability;
import com.dotscience.gateway.store.RegisteredDeployer;
import io.grpc.Context;
import java.util.Optional;
import java.util.Set;

/**
 * The deployer that calls.
 *
 * @param token the hash of the token that it called with
 * @param capabilities what it announced that it understands
 */
record Caller(RegisteredDeployer deployer, String token, Set<String> capabilities) {
    static final Context.Key<Caller> KEY = Context.key("deployer");

    private static final Set<String> ADDITIONS = Set.of(Capability.TOMBSTONES, "revisions");

    /** One that does not is sent nothing that the Go program does not know. */
    boolean knowsAdditions() {
        return capabilities.containsAll(ADDITIONS);
    }

    boolean answersRemovals() {
        return capabilities.contains(Capability.REMOVALS);
    }

    Optional<Deployment> view(Deployment news) {
        if (knowsAdditions()) {
            return Optional.of(news);
        }
        return news.getDeleted()
                ? Optional.empty()
                : Optional.of(news.toBuilder().clearRevision().build());
    }

    Optional<LogsRequest> view(LogsRequest request) {
        boolean needsMore = request.getFollow() || !request.getPod().isEmpty();
        return capabilities.contains(Capability.LOGS) || !needsMore ? Optional.of(request) : Optional.empty();
    }

    GetDeploymentsResponse view(GetDeploymentsResponse list) {
        if (knowsAdditions()) {
            return list;
        }
        GetDeploymentsResponse.Builder seen = GetDeploymentsResponse.newBuilder();
        list.getDeploymentsList().forEach(wanted -> view(wanted).ifPresent(seen::addDeployments));
        return seen.build();
    }
}
