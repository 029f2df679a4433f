package com.dotscience.deployer.kubeconfig;

import io.fabric8.kubernetes.client.vertx.VertxHttpClientBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** Makes fabric8's usual HTTP client, for an API server whose certificate has another name than its address. */
public final class NamedServerHttpClientFactory extends VertxHttpClientFactory {

    private final String name;

    /** @param name see {@link Kubeconfig#tlsServerName} */
    public NamedServerHttpClientFactory(String name) {
        this.name = name;
    }

    @Override
    public VertxHttpClientBuilder<VertxHttpClientFactory> newBuilder() {
        return new Builder(this, name);
    }

    private static final class Builder extends VertxHttpClientBuilder<VertxHttpClientFactory> {

        private final String name;

        Builder(VertxHttpClientFactory factory, String name) {
            super(factory, (Vertx) null);
            this.name = name;
        }

        @Override
        public VertxHttpClientBuilder<VertxHttpClientFactory> sslContext(KeyManager[] keys, TrustManager[] trust) {
            super.sslContext(keys, trust);
            this.sslContext = new NamedServer(sslContext, name);
            return this;
        }
    }
}
