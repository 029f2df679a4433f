package com.dotscience.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.LogsRequest;
import io.grpc.Context;
import java.util.Optional;

/**
 * The deployer that calls.
 *
 * @param knowsAdditions whether it announced tombstones and revisions; one that did not is sent nothing that the Go
 *     program does not know
 * @param followsLogs whether it announced that it can follow logs and read those of one pod
 */
record Caller(RegisteredDeployer deployer, boolean knowsAdditions, boolean followsLogs) {
    static final Context.Key<Caller> KEY = Context.key("deployer");

    Optional<Deployment> view(Deployment news) {
        if (knowsAdditions) {
            return Optional.of(news);
        }
        return news.getDeleted()
                ? Optional.empty()
                : Optional.of(news.toBuilder().clearRevision().build());
    }

    Optional<LogsRequest> view(LogsRequest request) {
        boolean needsMore = request.getFollow() || !request.getPod().isEmpty();
        return followsLogs || !needsMore ? Optional.of(request) : Optional.empty();
    }

    GetDeploymentsResponse view(GetDeploymentsResponse list) {
        if (knowsAdditions) {
            return list;
        }
        GetDeploymentsResponse.Builder seen = GetDeploymentsResponse.newBuilder();
        list.getDeploymentsList().forEach(wanted -> view(wanted).ifPresent(seen::addDeployments));
        return seen.build();
    }
}
