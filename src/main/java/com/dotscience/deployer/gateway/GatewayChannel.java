package com.dotscience.deployer.gateway;

import com.dotscience.dialing.GatewayProxy;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The one connection to the Gateway, as gRPC has it: it dials when it is used. */
final class GatewayChannel {

    /** Holds a list of 10,000 model deployments, whose labels and classes may make some 25 kB each. */
    private static final int MAX_MESSAGE_BYTES = 256 << 20;

    private GatewayChannel() {}

    /** @throws IllegalArgumentException if the address or the CA file is unusable; the message says how */
    static ManagedChannel open(GatewayOptions options) {
        NettyChannelBuilder channel = NettyChannelBuilder.forTarget(options.address())
                .proxyDetector(new GatewayProxy(options.proxies()))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .keepAliveTime(options.timing().keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(options.timing().keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return (options.tls() ? secured(channel, options) : channel.usePlaintext()).build();
    }

    private static NettyChannelBuilder secured(NettyChannelBuilder channel, GatewayOptions options) {
        SslContextBuilder tls = GrpcSslContexts.forClient();
        try {
            options.ca().ifPresent(ca -> tls.trustManager(ca.toFile()));
            return channel.sslContext(tls.build());
        } catch (IllegalArgumentException | SSLException e) {
            String file = options.ca().map(Object::toString).orElse("of the system");
            throw new IllegalArgumentException(
                    "The CA file " + file + " cannot be used: it has to be a PEM file with certificates", e);
        }
    }
}
