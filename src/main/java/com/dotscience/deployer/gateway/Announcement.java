package com.dotscience.deployer.gateway;

import com.dotscience.api.DeployerGrpc.DeployerBlockingStub;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.UpdateDeployerResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells the Gateway what this deployer is, again whenever that has changed, and keeps what the answers reveal about the
 * deployer's identity.
 */
final class Announcement implements AutoCloseable {

    private final TokenCredentials credentials;
    private final Supplier<DeployerBlockingStub> stub;
    private final ClusterVersion clusterVersion;
    private final Supplier<UpdateDeployerRequest> facts;
    private final ReportedFacts reported;
    private final WithoutLease withoutLease;
    private volatile IdentityHints identityHints;

    /**
     * @param stub makes the stub of one call, with its deadline
     * @param kubernetesVersion asks the API server for its version; may block and fail, which holds up nothing
     * @param facts what else there is to tell
     * @param withoutLease is told what the Gateway answers
     */
    Announcement(
            GatewayOptions options,
            TokenCredentials credentials,
            Supplier<DeployerBlockingStub> stub,
            Supplier<String> kubernetesVersion,
            Supplier<UpdateDeployerRequest> facts,
            WithoutLease withoutLease) {
        this.facts = facts;
        this.withoutLease = withoutLease;
        this.credentials = credentials;
        this.stub = stub;
        this.clusterVersion = new ClusterVersion(
                kubernetesVersion, this::named, options.timing().longestRetry());
        this.reported = new ReportedFacts(facts, () -> named(clusterVersion.known()));
    }

    /** Returns what the last answer revealed; empty before the first. The object is the same one while nothing in it changes. */
    Optional<IdentityHints> identityHints() {
        return Optional.ofNullable(identityHints);
    }

    /** Reads the token again, because it may change without a new connection. */
    void refreshIdentityHints() {
        identityHints().ifPresent(last -> updateIdentityHints(last.named()));
    }

    /** @throws StatusRuntimeException if the Gateway cannot be reached or refuses */
    void send() {
        updateIdentityHints(named(clusterVersion.known()));
    }

    /** Asks for the version of the cluster again, because there is a new connection. */
    void connected() {
        clusterVersion.connected();
    }

    private void updateIdentityHints(Optional<String> named) {
        IdentityHints latest = new IdentityHints(credentials.defaultIdentity(), named);
        if (!latest.equals(identityHints)) {
            identityHints = latest;
        }
    }

    private Optional<String> named(String kubernetesVersion) {
        try {
            int asking = withoutLease.asking();
            UpdateDeployerResponse answer = stub.get()
                    .updateDeployer(facts.get().toBuilder()
                            .setKubernetesVersion(kubernetesVersion)
                            .build());
            withoutLease.told(asking, answer.getWithoutLease());
            return Optional.of(answer.getIdentity()).filter(name -> !name.isEmpty());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        reported.close();
        clusterVersion.close();
    }
}
