package com.dotscience.gateway.grpc;

import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.CreateDeployerResponse;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.DeleteDeployerResponse;
import com.dotscience.api.management.DeleteDeploymentRequest;
import com.dotscience.api.management.DeleteDeploymentResponse;
import com.dotscience.api.management.GetDeploymentRequest;
import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.api.management.GetInstallManifestResponse;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.ListDeployersResponse;
import com.dotscience.api.management.ListDeploymentsRequest;
import com.dotscience.api.management.ListDeploymentsResponse;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenResponse;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.install.InstallParameters;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.registry.ModelDeployments;
import com.dotscience.gateway.registry.OldDeployers;
import com.dotscience.gateway.registry.Presence;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.registry.ShownDeployers;
import com.dotscience.gateway.store.DeployerTokens;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Token;
import com.dotscience.gateway.stream.Streams;
import com.dotscience.gateway.validation.Syntax;
import com.dotscience.logging.Logging;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people call, with ds. */
final class ManagementService extends ManagementGrpc.ManagementImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementService.class);

    private final Deployers deployers;
    private final DeployerTokens tokens;
    private final TokenCalls tokenCalls;
    private final ShownDeployers shown;
    private final ModelDeployments modelDeployments;
    private final Presence presence;
    private final OldDeployers oldDeployers;
    private final Streams streams;
    private final LogRelay logs;
    private final InstallManifest manifest;

    ManagementService(Registry registry, Streams streams, LogRelay logs, InstallManifest manifest) {
        this.deployers = registry.deployers();
        this.tokens = registry.tokens();
        this.tokenCalls = new TokenCalls(registry);
        this.shown = registry.shown();
        this.modelDeployments = registry.modelDeployments();
        this.presence = registry.presence();
        this.oldDeployers = registry.oldDeployers();
        this.streams = streams;
        this.logs = logs;
        this.manifest = manifest;
    }

    @Override
    public void createDeployer(CreateDeployerRequest request, StreamObserver<CreateDeployerResponse> answer) {
        Deployers.Created created = deployers.create(request.getName());
        LOG.info(
                "Created deployer {} ({})",
                created.deployer().name(),
                created.deployer().id());
        answer(
                answer,
                CreateDeployerResponse.newBuilder()
                        .setDeployer(shown.of(created.deployer()))
                        .setToken(created.token().secret())
                        .setIdentity(created.deployer().identity())
                        .build());
    }

    @Override
    public void listDeployers(ListDeployersRequest request, StreamObserver<ListDeployersResponse> answer) {
        answer(
                answer,
                ListDeployersResponse.newBuilder().addAllDeployers(shown.all()).build());
    }

    @Override
    public void deleteDeployer(DeleteDeployerRequest request, StreamObserver<DeleteDeployerResponse> answer) {
        deployers.delete(request.getDeployer(), request.getForce(), deployer -> {
            presence.forget(deployer);
            streams.all().forEach(hub -> hub.end(deployer.id(), DeployerAuthentication.UNKNOWN_TOKEN));
            logs.end(deployer.id(), Status.NOT_FOUND.withDescription("the deployer was deleted"));
            LOG.info("Deleted deployer {} ({})", deployer.name(), deployer.id());
        });
        answer(answer, DeleteDeployerResponse.getDefaultInstance());
    }

    @Override
    public void rotateToken(RotateTokenRequest request, StreamObserver<RotateTokenResponse> answer) {
        answer(answer, tokenCalls.rotate(request));
    }

    @Override
    public void revokeToken(RevokeTokenRequest request, StreamObserver<RevokeTokenResponse> answer) {
        answer(answer, tokenCalls.revoke(request));
    }

    @Override
    public void getInstallManifest(
            GetInstallManifestRequest request, StreamObserver<GetInstallManifestResponse> answer) {
        RegisteredDeployer deployer = deployers.byId(request.getDeployer());
        InstallParameters asked = new InstallParameters(
                request.getToken(),
                deployer.identity(),
                request.getGateway(),
                request.getNamespace(),
                request.getTag(),
                !request.getNotls());
        InstallParameters parameters =
                request.getToken().isEmpty() ? asked.withoutToken(deployer.name()) : asked.checked();
        if (!request.getToken().isEmpty() && !tokens.isCurrent(deployer.id(), new Token(request.getToken()))) {
            throw Syntax.invalid("token must be that of deployer '" + deployer.name() + "', which begins with "
                    + deployer.tokenPrefix());
        }
        answer(
                answer,
                GetInstallManifestResponse.newBuilder()
                        .setManifest(request.getJson() ? manifest.json(parameters) : manifest.yaml(parameters))
                        .build());
    }

    @Override
    public void createDeployment(CreateDeploymentRequest request, StreamObserver<ModelDeployment> answer) {
        ModelDeployment created = modelDeployments.create(request.getDeployer(), request.getDeployment());
        log("Created", created);
        answer(answer, shown(created));
    }

    @Override
    public void listDeployments(ListDeploymentsRequest request, StreamObserver<ListDeploymentsResponse> answer) {
        answer(
                answer,
                ListDeploymentsResponse.newBuilder()
                        .addAllDeployments(modelDeployments.list(request.getDeployer()).stream()
                                .map(this::shown)
                                .toList())
                        .build());
    }

    @Override
    public void getDeployment(GetDeploymentRequest request, StreamObserver<ModelDeployment> answer) {
        answer(answer, shown(modelDeployments.get(request.getRef())));
    }

    @Override
    public void updateDeployment(UpdateDeploymentRequest request, StreamObserver<ModelDeployment> answer) {
        ModelDeployment updated = modelDeployments.update(request.getDeployment());
        log("Updated", updated);
        answer(answer, shown(updated));
    }

    @Override
    public void deleteDeployment(DeleteDeploymentRequest request, StreamObserver<DeleteDeploymentResponse> answer) {
        ModelDeployment removed =
                modelDeployments.delete(request.getRef(), request.getOf() <= 1 || request.getConfirmed());
        log("Deleted", removed);
        answer(
                answer,
                DeleteDeploymentResponse.newBuilder()
                        .setId(removed.getDeployment().getId())
                        .build());
    }

    @Override
    public void streamLogs(StreamLogsRequest request, StreamObserver<LogLine> lines) {
        ModelDeployment of = modelDeployments.get(request.getRef());
        logs.ask(deployers.byId(of.getDeployerId()), of.getDeployment().getId(), request, lines);
    }

    /** Nobody knows how it is while its deployer is offline, or does not hear its cluster. */
    private ModelDeployment shown(ModelDeployment stored) {
        String deployer = stored.getDeployerId();
        ModelDeployment.Builder shown = stored.toBuilder()
                .setStale(!presence.isOnline(deployer, stored.getDeployerSeenAt()))
                .setDeployerSeenAt(presence.seenAt(deployer, stored.getDeployerSeenAt()))
                .setRemark(oldDeployers.remark(
                        deployer,
                        stored.getDeployerName(),
                        stored.getDeployment().getMetrics()));
        presence.trouble(deployer)
                .ifPresent(trouble -> shown.setClusterTrouble(trouble.words()).setClusterUnheardSince(trouble.since()));
        return shown.build();
    }

    private static void log(String what, ModelDeployment on) {
        Logging.about(
                on.getDeployment().getId(),
                () -> LOG.info(
                        "{} model deployment {} of deployer {}",
                        what,
                        on.getDeployment().getName(),
                        on.getDeployerName()));
    }

    private static <T> void answer(StreamObserver<T> answer, T message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
