package com.dotscience.gateway.grpc;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.IngressUrl;
import com.dotscience.api.Logs;
import com.dotscience.api.LogsFilter;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.UpdateDeployerResponse;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.UpdateDeploymentResponse;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.registry.ModelDeployments;
import com.dotscience.gateway.registry.Presence;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.store.DeployerTokens;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.DesiredState;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.gateway.stream.Streams;
import com.dotscience.gateway.stream.Subscription;
import com.dotscience.gateway.validation.Printable;
import com.dotscience.gateway.validation.Syntax;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What deployers call. The token alone says which deployer it is; filters in the requests are not needed. */
final class DeployerService extends DeployerGrpc.DeployerImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(DeployerService.class);

    private static final int MAX_KUBERNETES_VERSION = 64;
    private static final int MAX_TROUBLE = 500;

    private final Deployers deployers;
    private final DeployerTokens tokens;
    private final Presence presence;
    private final ModelDeployments modelDeployments;
    private final DesiredState desiredState;
    private final Hub<Deployment> deploymentStreams;
    private final Hub<LogsRequest> logStreams;
    private final LogRelay logs;
    private final Turns turns;
    private final Seldom seldom;
    private final Clock clock;

    DeployerService(Registry registry, Streams streams, LogRelay logs, Turns turns, Seldom seldom, Clock clock) {
        this.deployers = registry.deployers();
        this.tokens = registry.tokens();
        this.presence = registry.presence();
        this.modelDeployments = registry.modelDeployments();
        this.desiredState = registry.desiredState();
        this.deploymentStreams = streams.deployments();
        this.logStreams = streams.logRequests();
        this.logs = logs;
        this.turns = turns;
        this.seldom = seldom;
        this.clock = clock;
    }

    @Override
    public void streamDeployments(DeploymentFilter filter, StreamObserver<Deployment> stream) {
        Caller caller = Caller.KEY.get();
        seldom.say(
                caller.deployer().id(),
                () -> LOG.info(
                        "Deployer {} is following its model deployments",
                        caller.deployer().name()));
        if (!caller.answersRemovals()) {
            modelDeployments.connected(caller.deployer().id());
        }
        hold(deploymentStreams, stream, caller::view);
    }

    @Override
    public void streamLogRequests(LogsFilter filter, StreamObserver<LogsRequest> stream) {
        hold(logStreams, stream, Caller.KEY.get()::view);
    }

    private <T> void hold(Hub<T> hub, StreamObserver<T> stream, Function<T, Optional<T>> view) {
        Caller caller = Caller.KEY.get();
        Subscription<T> subscription = hub.subscribe(
                caller.deployer().id(),
                caller.token(),
                (ServerCallStreamObserver<T>) stream,
                EarlyHeaders.ofThisCall(),
                view);
        try {
            // Whoever deletes a deployer or revokes its token ends the streams: all but one that was just being opened.
            if (tokens.holder(caller.token()).isPresent()) {
                subscription.open();
            } else {
                subscription.end(DeployerAuthentication.UNKNOWN_TOKEN);
            }
        } catch (RuntimeException e) {
            subscription.end(Answers.to(e));
        }
    }

    @Override
    public void listDeployments(DeploymentFilter filter, StreamObserver<GetDeploymentsResponse> answer) {
        Caller caller = Caller.KEY.get();
        GetDeploymentsResponse list = caller.view(desiredState.of(caller.deployer()));
        turns.listed(caller.deployer().id(), list.getDeploymentsCount(), list.getSerializedSize());
        answer.onNext(list);
        answer.onCompleted();
    }

    @Override
    public void updateDeployment(UpdateDeploymentRequest request, StreamObserver<UpdateDeploymentResponse> answer) {
        Report report = Reported.of(request, clock.millis());
        if (!modelDeployments.report(Caller.KEY.get().deployer().id(), request, report)) {
            throw Status.NOT_FOUND
                    .withDescription("this deployer has no model deployment " + Syntax.quoted(request.getId()))
                    .asRuntimeException();
        }
        answer.onNext(UpdateDeploymentResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void updateDeployer(UpdateDeployerRequest request, StreamObserver<UpdateDeployerResponse> answer) {
        Caller caller = Caller.KEY.get();
        noteVersion(caller.deployer(), request.getKubernetesVersion());
        noteIngressUrl(caller.deployer(), request.getIngressUrl());
        presence.holds(caller.deployer().id(), Printable.cut(request.getHold(), MAX_TROUBLE));
        presence.hears(caller.deployer().id(), Printable.cut(request.getClusterTrouble(), MAX_TROUBLE));
        UpdateDeployerResponse.Builder response = UpdateDeployerResponse.newBuilder();
        if (caller.knowsAdditions()) {
            response.setIdentity(caller.deployer().identity());
        }
        answer.onNext(response.build());
        answer.onCompleted();
    }

    /** Empty is what a deployer says that does not know it, or not yet: then the last one may still be true. */
    private void noteVersion(RegisteredDeployer deployer, String said) {
        String version = Printable.cut(said, MAX_KUBERNETES_VERSION);
        if (!version.isEmpty() && !version.equals(deployer.kubernetesVersion())) {
            deployers.runsOn(deployer.id(), version);
        }
    }

    /** What is not of the form is said by a deployer that is newer than this, or broken: the last one stays. */
    private void noteIngressUrl(RegisteredDeployer deployer, String said) {
        IngressUrl.parse(said)
                .filter(url -> !url.equals(deployer.ingressUrl()))
                .ifPresent(url -> deployers.reachedAt(deployer.id(), url));
    }

    @Override
    public StreamObserver<Logs> sendLogs(StreamObserver<Empty> answer) {
        Caller caller = Caller.KEY.get();
        return logs.answer(caller.deployer().id(), caller.token(), answer);
    }
}
