package com.dotscience.deployer.gateway;

import com.dotscience.dialing.GatewayProxy;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** Opens gRPC's channel to the Gateway. All calls share one channel, which dials when it is first used. */
final class GatewayChannel {

    /** A list of 10,000 model deployments fits in this limit, even if the labels and classes of each take 25 kB. */
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
