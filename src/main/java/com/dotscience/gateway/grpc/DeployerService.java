package com.dotscience.gateway.grpc;

import com.dotscience.api.CanaryId;
import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.DryRunRequest;
import com.dotscience.api.DryRunsFilter;
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
import com.dotscience.gateway.dryrun.DryRuns;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.registry.CanaryReports;
import com.dotscience.gateway.registry.LeaseClaims;
import com.dotscience.gateway.registry.ModelDeploymentReports;
import com.dotscience.gateway.registry.OldDeployers;
import com.dotscience.gateway.registry.Presence;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.store.AcceptedTokens;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.DesiredState;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.gateway.stream.Streams;
import com.dotscience.gateway.stream.Subscription;
import com.dotscience.validation.Printable;
import com.dotscience.validation.Syntax;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API that deployers call. The token alone identifies the deployer, so the filters in the requests are ignored. */
final class DeployerService extends DeployerGrpc.DeployerImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(DeployerService.class);

    private static final int MAX_KUBERNETES_VERSION = 64;
    private static final int MAX_TROUBLE = 500;

    private final Deployers deployers;
    private final AcceptedTokens tokens;
    private final Presence presence;
    private final LeaseClaims leaseClaims;
    private final ModelDeploymentReports reports;
    private final CanaryReports canaryReports;
    private final DesiredState desiredState;
    private final OldDeployers oldDeployers;
    private final Hub<Deployment> deploymentStreams;
    private final Hub<LogsRequest> logStreams;
    private final LogRelay logs;
    private final Hub<DryRunRequest> dryRunStreams;
    private final DryRuns dryRuns;
    private final CallQueueInterceptor queues;
    private final LogThrottle throttle;
    private final Clock clock;

    DeployerService(
            Registry registry,
            Streams streams,
            LogRelay logs,
            DryRuns dryRuns,
            CallQueueInterceptor queues,
            LogThrottle throttle,
            Clock clock) {
        this.deployers = registry.deployers();
        this.tokens = registry.acceptedTokens();
        this.presence = registry.presence();
        this.leaseClaims = registry.leaseClaims();
        this.reports = registry.reports();
        this.canaryReports = registry.canaryReports();
        this.desiredState = registry.desiredState();
        this.oldDeployers = registry.oldDeployers();
        this.deploymentStreams = streams.deployments();
        this.logStreams = streams.logRequests();
        this.logs = logs;
        this.dryRunStreams = streams.dryRuns();
        this.dryRuns = dryRuns;
        this.queues = queues;
        this.throttle = throttle;
        this.clock = clock;
    }

    @Override
    public void streamDeployments(DeploymentFilter filter, StreamObserver<Deployment> stream) {
        Caller caller = Caller.KEY.get();
        if (!caller.mayHearAll()) {
            refuseToStrip(caller, desiredState.of(caller.deployer()));
        }
        throttle.log(
                caller.deployer().id(),
                () -> LOG.info(
                        "Deployer {} is following its model deployments",
                        caller.deployer().name()));
        if (!caller.reportsRemovals()) {
            reports.forgetRemovalReports(caller.deployer().id());
        }
        subscribe(deploymentStreams, stream, caller::view);
    }

    private void refuseToStrip(Caller caller, GetDeploymentsResponse wanted) {
        oldDeployers.refuseToStrip(caller.deployer(), caller.capabilities(), wanted.getDeploymentsList());
    }

    @Override
    public void streamLogRequests(LogsFilter filter, StreamObserver<LogsRequest> stream) {
        subscribe(logStreams, stream, Caller.KEY.get()::view);
    }

    @Override
    public void streamDryRuns(DryRunsFilter filter, StreamObserver<DryRunRequest> stream) {
        subscribe(dryRunStreams, stream, Caller.KEY.get()::view);
    }

    @Override
    public void sendDryRun(DryRunAnswer answer, StreamObserver<Empty> observer) {
        dryRuns.answer(Caller.KEY.get().deployer().id(), answer);
        observer.onNext(Empty.getDefaultInstance());
        observer.onCompleted();
    }

    private <T> void subscribe(Hub<T> hub, StreamObserver<T> stream, Function<T, Optional<T>> view) {
        Caller caller = Caller.KEY.get();
        Subscription<T> subscription = hub.subscribe(
                caller.deployer().id(),
                caller.token(),
                (ServerCallStreamObserver<T>) stream,
                EarlyHeaders.ofThisCall(),
                view);
        try {
            // The token is checked once more: it may have been revoked after the call was authenticated and before this
            // subscription was there to be ended.
            if (tokens.holder(caller.token()).isPresent()) {
                subscription.open();
            } else {
                subscription.end(DeployerAuthentication.UNKNOWN_TOKEN);
            }
        } catch (RuntimeException e) {
            subscription.end(ErrorStatusInterceptor.statusOf(e));
        }
    }

    @Override
    public void listDeployments(DeploymentFilter filter, StreamObserver<GetDeploymentsResponse> observer) {
        Caller caller = Caller.KEY.get();
        GetDeploymentsResponse wanted = desiredState.of(caller.deployer());
        refuseToStrip(caller, wanted);
        GetDeploymentsResponse list = caller.view(wanted).toBuilder()
                .setWithoutLease(leaseClaims.withoutLease(caller.deployer().id(), caller.lease()))
                .build();
        queues.recordList(caller.deployer().id(), list.getDeploymentsCount(), list.getSerializedSize());
        observer.onNext(list);
        observer.onCompleted();
    }

    @Override
    public void updateDeployment(UpdateDeploymentRequest request, StreamObserver<UpdateDeploymentResponse> observer) {
        Report report = ReceivedReport.of(request, clock.millis());
        String deployer = Caller.KEY.get().deployer().id();
        boolean known = CanaryId.isOne(request.getId())
                ? canaryReports.report(deployer, request, report)
                : reports.report(deployer, request, report);
        if (!known) {
            throw Status.NOT_FOUND
                    .withDescription("this deployer has no model deployment " + Syntax.quoted(request.getId()))
                    .asRuntimeException();
        }
        observer.onNext(UpdateDeploymentResponse.getDefaultInstance());
        observer.onCompleted();
    }

    @Override
    public void updateDeployer(UpdateDeployerRequest request, StreamObserver<UpdateDeployerResponse> observer) {
        Caller caller = Caller.KEY.get();
        String deployer = caller.deployer().id();
        leaseClaims.said(
                deployer,
                caller.lease(),
                Printable.cut(request.getStandingBy(), MAX_TROUBLE),
                Printable.cut(request.getAlone(), MAX_TROUBLE));
        if (speaksOfItsCluster(caller)) {
            storeIngressUrl(caller.deployer(), request.getIngressUrl());
            storeKubernetesVersion(caller.deployer(), request.getKubernetesVersion());
        }
        String clusterTrouble = Printable.cut(request.getClusterTrouble(), MAX_TROUBLE);
        if (caller.lease().speaksForAll()) {
            presence.setHold(deployer, Printable.cut(request.getHold(), MAX_TROUBLE));
            presence.setClusterTrouble(deployer, clusterTrouble);
        } else if (caller.lease().standsBy()) {
            presence.setClusterTroubleOfStandby(deployer, clusterTrouble);
        }
        UpdateDeployerResponse.Builder response =
                UpdateDeployerResponse.newBuilder().setWithoutLease(leaseClaims.withoutLease(deployer, caller.lease()));
        if (caller.knowsAdditions()) {
            response.setIdentity(caller.deployer().identity());
        }
        observer.onNext(response.build());
        observer.onCompleted();
    }

    /** The first one that calls may not lead yet, and what is created at once has the right address all the same. */
    private static boolean speaksOfItsCluster(Caller caller) {
        return caller.lease().speaksForAll()
                || caller.lease().standsBy()
                        && caller.deployer().kubernetesVersion().isEmpty();
    }

    /** Stores the version of the cluster. A deployer that does not know it sends an empty one, and the stored one stays. */
    private void storeKubernetesVersion(RegisteredDeployer deployer, String reported) {
        String version = Printable.cut(reported, MAX_KUBERNETES_VERSION);
        if (!version.isEmpty() && !version.equals(deployer.kubernetesVersion())) {
            deployers.setKubernetesVersion(deployer.id(), version);
        }
    }

    /** Stores the URL pattern of the cluster's ingresses. One that cannot be parsed is ignored, and the stored one stays. */
    private void storeIngressUrl(RegisteredDeployer deployer, String reported) {
        IngressUrl.parse(reported)
                .filter(url -> !url.equals(deployer.ingressUrl()))
                .ifPresent(url -> deployers.setIngressUrl(deployer.id(), url));
    }

    @Override
    public StreamObserver<Logs> sendLogs(StreamObserver<Empty> observer) {
        Caller caller = Caller.KEY.get();
        return logs.receive(caller.deployer().id(), caller.token(), observer);
    }
}
