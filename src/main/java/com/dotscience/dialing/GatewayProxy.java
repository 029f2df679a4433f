package com.dotscience.dialing;

import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ProxiedSocketAddress;
import io.grpc.ProxyDetector;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Dials a Gateway through the proxy of {@code HTTPS_PROXY}, by CONNECT, as the Go program does with TLS and without. */
public final class GatewayProxy implements ProxyDetector {

    private final ProxyEnvironment environment;

    public GatewayProxy(ProxyEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Finds the proxy for a Gateway; null where the Gateway is dialled directly.
     *
     * @throws IllegalArgumentException if the proxy cannot be used; a caller that calls {@link ProxyEnvironment#forGateway}
     *     first learns this sooner
     */
    @Override
    public ProxiedSocketAddress proxyFor(SocketAddress gateway) {
        if (!(gateway instanceof InetSocketAddress address)) {
            return null;
        }
        return environment
                .forGateway(address.getHostString(), address.getPort())
                .map(proxy -> connect(proxy, address))
                .orElse(null);
    }

    private static ProxiedSocketAddress connect(Proxy proxy, InetSocketAddress gateway) {
        HttpConnectProxiedSocketAddress.Builder connect = HttpConnectProxiedSocketAddress.newBuilder()
                .setTargetAddress(gateway)
                .setProxyAddress(new InetSocketAddress(proxy.host(), proxy.port()));
        proxy.user().ifPresent(user -> connect.setUsername(user.name()).setPassword(user.password()));
        return connect.build();
    }
}
