package com.dotscience.gateway.grpc;

import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunRequest;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.LogsRequest;
import com.dotscience.gateway.registry.Capability;
import com.dotscience.gateway.registry.LeaseClaim;
import com.dotscience.gateway.registry.OldDeployers;
import com.dotscience.gateway.store.RegisteredDeployer;
import io.grpc.Context;
import java.util.Optional;
import java.util.Set;

/**
 * The deployer that makes a call.
 *
 * @param token the hash of the token that the call carries
 * @param capabilities the capabilities that the call announces
 * @param lease how it agrees with others of its token which of them writes
 */
record Caller(RegisteredDeployer deployer, String token, Set<String> capabilities, LeaseClaim lease) {
    static final Context.Key<Caller> KEY = Context.key("deployer");

    private static final Set<String> ADDITIONS = Set.of(Capability.TOMBSTONES, "revisions");

    /** Whether the deployer understands this project's additions to the protocol. The Go program does not, and is sent none. */
    boolean knowsAdditions() {
        return capabilities.containsAll(ADDITIONS);
    }

    /** Whether the deployer reports when the objects of a removed model deployment are gone. */
    boolean reportsRemovals() {
        return capabilities.contains(Capability.REMOVALS);
    }

    /** Returns whether the deployer knows everything that pods can be given. */
    boolean mayHearAll() {
        return OldDeployers.mayHearAll(capabilities);
    }

    /** Returns the part of this message that the deployer understands; empty if that is nothing. */
    Optional<Deployment> view(Deployment update) {
        if (update.getId().isEmpty()) {
            return lease.writesWithoutLease() ? Optional.empty() : Optional.of(update);
        }
        if (!OldDeployers.mayHear(capabilities, update)) {
            return Optional.empty();
        }
        if (knowsAdditions()) {
            return Optional.of(update);
        }
        return update.getDeleted()
                ? Optional.empty()
                : Optional.of(update.toBuilder().clearRevision().build());
    }

    /** Returns the request; empty if the deployer could not do what it asks for. */
    Optional<LogsRequest> view(LogsRequest request) {
        boolean needsMore = request.getFollow() || !request.getPod().isEmpty();
        return capabilities.contains(Capability.LOGS) || !needsMore ? Optional.of(request) : Optional.empty();
    }

    /** Returns the question; empty if the deployer does not say that it could answer it. */
    Optional<DryRunRequest> view(DryRunRequest request) {
        return capabilities.contains(Capability.DRY_RUN) ? Optional.of(request) : Optional.empty();
    }

    /** Returns the part of the list that the deployer understands. */
    GetDeploymentsResponse view(GetDeploymentsResponse list) {
        if (knowsAdditions()) {
            return list;
        }
        GetDeploymentsResponse.Builder view = GetDeploymentsResponse.newBuilder();
        list.getDeploymentsList().forEach(wanted -> view(wanted).ifPresent(view::addDeployments));
        return view.build();
    }
}
