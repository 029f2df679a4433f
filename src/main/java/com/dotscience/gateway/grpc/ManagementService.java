package com.dotscience.gateway.grpc;

import com.dotscience.api.management.ManagementGrpc;
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
    private final DeployerCalls deployers;
    private final TokenCalls tokens;
    private final ModelDeploymentCalls modelDeployments;

    ManagementService(Registry registry, Streams streams, LogRelay logs, InstallManifest manifest) {
        deployers = new DeployerCalls(registry, streams, logs, manifest);
        tokens = new TokenCalls(registry);
        modelDeployments = new ModelDeploymentCalls(registry, logs);
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(ManagementGrpc.getServiceDescriptor())
                .addMethod(ManagementGrpc.getCreateDeployerMethod(), unary(deployers::create))
                .addMethod(ManagementGrpc.getListDeployersMethod(), unary(deployers::list))
                .addMethod(ManagementGrpc.getDeleteDeployerMethod(), unary(deployers::delete))
                .addMethod(ManagementGrpc.getGetInstallManifestMethod(), unary(deployers::installManifest))
                .addMethod(ManagementGrpc.getRotateTokenMethod(), unary(tokens::rotate))
                .addMethod(ManagementGrpc.getRevokeTokenMethod(), unary(tokens::revoke))
                .addMethod(ManagementGrpc.getCreateDeploymentMethod(), unary(modelDeployments::create))
                .addMethod(ManagementGrpc.getListDeploymentsMethod(), unary(modelDeployments::list))
                .addMethod(ManagementGrpc.getGetDeploymentMethod(), unary(modelDeployments::get))
                .addMethod(ManagementGrpc.getUpdateDeploymentMethod(), unary(modelDeployments::update))
                .addMethod(ManagementGrpc.getDeleteDeploymentMethod(), unary(modelDeployments::delete))
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
