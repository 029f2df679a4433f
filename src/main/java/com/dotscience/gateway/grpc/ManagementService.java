package com.dotscience.gateway.grpc;

import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.gateway.dryrun.DryRuns;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.logs.LogRelay;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.stream.Streams;
import io.grpc.BindableService;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.util.function.Function;

/**
 * The management API, which {@code ds} calls. It leads each method to the class for its subject. gRPC refuses to build the definition
 * if a method of the protocol is missing here.
 */
final class ManagementService implements BindableService {
    private final CanaryCalls canaries;
    private final DeployerCalls deployers;
    private final TokenCalls tokens;
    private final ModelDeploymentCalls modelDeployments;
    private final GenerationCalls generations;
    private final FleetCalls fleetUpdates;
    private final PauseCalls pauses;

    ManagementService(Registry registry, Streams streams, LogRelay logs, DryRuns dryRuns, InstallManifest manifest) {
        deployers = new DeployerCalls(registry, streams, logs, dryRuns, manifest);
        tokens = new TokenCalls(registry);
        ShownModelDeployments shown = new ShownModelDeployments(
                registry.presence(), registry.oldDeployers(), registry.canaryDriver(), registry.handingOut());
        canaries = new CanaryCalls(registry.canaries(), shown);
        modelDeployments = new ModelDeploymentCalls(registry, logs, dryRuns, shown);
        generations = new GenerationCalls(registry.generations(), shown);
        fleetUpdates = new FleetCalls(registry.fleetUpdates());
        pauses = new PauseCalls(registry, shown);
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(ManagementGrpc.getServiceDescriptor())
                .addMethod(ManagementGrpc.getCreateDeployerMethod(), unary(deployers::create))
                .addMethod(ManagementGrpc.getListDeployersMethod(), unary(deployers::list))
                .addMethod(ManagementGrpc.getDeleteDeployerMethod(), unary(deployers::delete))
                .addMethod(ManagementGrpc.getLabelDeployerMethod(), unary(deployers::label))
                .addMethod(ManagementGrpc.getGetInstallManifestMethod(), unary(deployers::installManifest))
                .addMethod(ManagementGrpc.getRotateTokenMethod(), unary(tokens::rotate))
                .addMethod(ManagementGrpc.getRevokeTokenMethod(), unary(tokens::revoke))
                .addMethod(ManagementGrpc.getCreateDeploymentMethod(), unary(modelDeployments::create))
                .addMethod(ManagementGrpc.getListDeploymentsMethod(), unary(modelDeployments::list))
                .addMethod(ManagementGrpc.getGetDeploymentMethod(), unary(modelDeployments::get))
                .addMethod(ManagementGrpc.getUpdateDeploymentMethod(), unary(modelDeployments::update))
                .addMethod(ManagementGrpc.getDeleteDeploymentMethod(), unary(modelDeployments::delete))
                .addMethod(ManagementGrpc.getCheckDeploymentsMethod(), unary(modelDeployments::check))
                .addMethod(ManagementGrpc.getStartCanaryMethod(), unary(canaries::start))
                .addMethod(ManagementGrpc.getPromoteCanaryMethod(), unary(canaries::promote))
                .addMethod(ManagementGrpc.getAbortCanaryMethod(), unary(canaries::abort))
                .addMethod(ManagementGrpc.getListGenerationsMethod(), unary(generations::list))
                .addMethod(ManagementGrpc.getGetGenerationMethod(), unary(generations::get))
                .addMethod(ManagementGrpc.getRollBackDeploymentMethod(), unary(generations::rollBack))
                .addMethod(ManagementGrpc.getRestartDeploymentMethod(), unary(generations::restart))
                .addMethod(ManagementGrpc.getStopDeploymentMethod(), unary(generations::stop))
                .addMethod(ManagementGrpc.getStartDeploymentMethod(), unary(generations::start))
                .addMethod(ManagementGrpc.getStartFleetUpdateMethod(), unary(fleetUpdates::start))
                .addMethod(ManagementGrpc.getListFleetUpdatesMethod(), unary(fleetUpdates::list))
                .addMethod(ManagementGrpc.getGetFleetUpdateMethod(), unary(fleetUpdates::get))
                .addMethod(ManagementGrpc.getStopFleetUpdateMethod(), unary(fleetUpdates::stop))
                .addMethod(ManagementGrpc.getContinueFleetUpdateMethod(), unary(fleetUpdates::goOn))
                .addMethod(ManagementGrpc.getPauseDeploymentMethod(), unary(pauses::pause))
                .addMethod(ManagementGrpc.getResumeDeploymentMethod(), unary(pauses::resume))
                .addMethod(ManagementGrpc.getPauseDeployerMethod(), unary(pauses::pauseDeployer))
                .addMethod(ManagementGrpc.getResumeDeployerMethod(), unary(pauses::resumeDeployer))
                .addMethod(ManagementGrpc.getSetDeployerWindowsMethod(), unary(pauses::setWindows))
                .addMethod(
                        ManagementGrpc.getDryRunDeploymentMethod(),
                        ServerCalls.asyncUnaryCall(modelDeployments::dryRun))
                .addMethod(
                        ManagementGrpc.getStreamLogsMethod(),
                        ServerCalls.asyncServerStreamingCall(modelDeployments::streamLogs))
                .build();
    }

    private static <A, B> ServerCallHandler<A, B> unary(Function<A, B> handler) {
        return ServerCalls.asyncUnaryCall((request, observer) -> {
            observer.onNext(handler.apply(request));
            observer.onCompleted();
        });
    }
}
