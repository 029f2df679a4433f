package com.dotscience.deployer;

import com.dotscience.api.Version;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.gateway.GatewayClient;
import com.dotscience.deployer.gateway.GatewayComponent;
import com.dotscience.deployer.gateway.GatewayOptions;
import com.dotscience.deployer.gateway.IdentityHints;
import com.dotscience.deployer.gateway.PushInterceptor;
import com.dotscience.deployer.gateway.PushUpdates;
import com.dotscience.deployer.reconcile.IdentityInUse;
import com.dotscience.dialing.ProxyEnvironment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.main.Main;

/** What comes from outside the cluster: the connection to the Gateway, and what is pushed. Nothing is dialled here yet. */
final class GatewayWiring {

    private final Supplier<Optional<String>> ownersIdentity;
    private final Optional<IdentityHints> withoutGateway;
    private final String address;
    private final Optional<GatewayClient> client;

    GatewayWiring(
            Settings settings,
            Sources sources,
            Supplier<String> token,
            Supplier<Optional<String>> ownersIdentity,
            ProxyEnvironment proxies,
            DesiredState state,
            ClusterFacts facts,
            CamelWiring camel) {
        this.ownersIdentity = ownersIdentity;
        this.withoutGateway = sources.resources() || !sources.gateway()
                ? ownersIdentity.get().map(identity -> new IdentityHints(identity, Optional.empty()))
                : Optional.empty();
        this.address = settings.text("deployer.gateway.address")
                + (settings.flag("deployer.gateway.tls") ? "" : " without TLS");
        this.client = sources.gateway()
                ? Optional.of(new GatewayClient(
                        options(settings, token, ownersIdentity, proxies),
                        facts::kubernetesVersion,
                        facts::trouble,
                        facts::hold,
                        facts::participation))
                : Optional.empty();
        Main main = camel.main();
        main.bind("gateway", new GatewayComponent(client, state::position, facts::standingBy));
        main.bind("pushInterceptor", new PushInterceptor(token));
        main.bind("pushUpdates", new PushUpdates(state::position));
    }

    /** Empty where there is no Gateway. */
    Optional<GatewayClient> client() {
        return client;
    }

    /**
     * Whose the objects are: the owner's word comes first, then what the Gateway says of the token. Where others than the Gateway ask
     * for models, and the owner has said whose the objects are, nothing waits for the Gateway.
     */
    IdentityInUse identity(Set<String> others, DesiredState state, ClusterWiring cluster) {
        return new IdentityInUse(
                () -> client.flatMap(GatewayClient::identityHints).or(() -> withoutGateway),
                ownersIdentity,
                others,
                state,
                cluster.observed());
    }

    /** For a log line: {@code the Gateway at gateway.example.com:8800}. */
    @Override
    public String toString() {
        return client.isPresent() ? "the Gateway at " + address : "no Gateway";
    }

    private static GatewayOptions options(
            Settings settings,
            Supplier<String> token,
            Supplier<Optional<String>> ownersIdentity,
            ProxyEnvironment proxies) {
        Optional<Path> ca = Optional.of(settings.text("deployer.gateway.ca"))
                .filter(file -> !file.isEmpty())
                .map(Path::of);
        String address = settings.address("deployer.gateway.address");
        int colon = address.lastIndexOf(':');
        proxies.forGateway(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        return new GatewayOptions(
                address,
                settings.flag("deployer.gateway.tls"),
                ca,
                token,
                () -> ownersIdentity.get().isPresent(),
                proxies,
                settings.ingressUrl("deployer.ingress.url"),
                Version.current(),
                GatewayOptions.Timing.standard());
    }
}
