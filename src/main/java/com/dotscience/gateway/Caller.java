package com.dotscience.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.LogsRequest;
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

    /** It knows all that can be asked of a model-proxy. */
    static final String MODEL_PROXY = "model-proxy";

    /** It knows how much memory a model-proxy can be given, which came later. */
    static final String PROXY_MEMORY = "proxy-memory";

    /** It says of what is being removed that it is gone, also where somebody else reported the removal. */
    static final String REMOVALS = "removals";

    /** Its identity is set in its cluster, and stays when its token changes. */
    static final String IDENTITY = "identity";

    /** Each of this project says so, and the Go program does not. */
    static final String TOMBSTONES = "tombstones";

    private static final Set<String> ADDITIONS = Set.of(TOMBSTONES, "revisions");
    private static final String LOGS = "logs";

    /** One that does not is sent nothing that the Go program does not know. */
    boolean knowsAdditions() {
        return capabilities.containsAll(ADDITIONS);
    }

    boolean answersRemovals() {
        return capabilities.contains(REMOVALS);
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
        return capabilities.contains(LOGS) || !needsMore ? Optional.of(request) : Optional.empty();
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
