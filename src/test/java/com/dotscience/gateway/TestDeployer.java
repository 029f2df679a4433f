package com.dotscience.gateway;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.DeployerGrpc.DeployerBlockingStub;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.GetDeploymentsResponse;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;

/** A deployer as the Gateway knows it by its calls; one that knows the additions unless it says otherwise. */
public record TestDeployer(String id, String name, String token, Channel connection) {

    public Channel channel(String capabilities) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("token", ASCII_STRING_MARSHALLER), token);
        metadata.put(Metadata.Key.of("version", ASCII_STRING_MARSHALLER), "1.2.3");
        metadata.put(Metadata.Key.of("capabilities", ASCII_STRING_MARSHALLER), capabilities);
        return ClientInterceptors.intercept(connection, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    public Channel channel() {
        return channel("tombstones,revisions");
    }

    public DeployerBlockingStub calls() {
        return DeployerGrpc.newBlockingStub(channel()).withMaxInboundMessageSize(Integer.MAX_VALUE);
    }

    public GetDeploymentsResponse list() {
        return calls().listDeployments(DeploymentFilter.getDefaultInstance());
    }

    /** Follows its model deployments, subscribed when this returns. */
    public OpenStream<Deployment> follow() {
        return open(true).awaitHeaders();
    }

    OpenStream<Deployment> open(boolean reads) {
        return OpenStream.open(
                channel(), DeployerGrpc.getStreamDeploymentsMethod(), DeploymentFilter.getDefaultInstance(), reads);
    }
}
