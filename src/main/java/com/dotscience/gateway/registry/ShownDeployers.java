package com.dotscience.gateway.registry;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.OldToken;
import com.dotscience.gateway.store.DeployerTokens;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.ReplacedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deployers as people see them: what is stored of each, and what is known of it now. */
public final class ShownDeployers {
    private final Deployers deployers;
    private final DeployerTokens tokens;
    private final Presence presence;

    ShownDeployers(Deployers deployers, DeployerTokens tokens, Presence presence) {
        this.deployers = deployers;
        this.tokens = tokens;
        this.presence = presence;
    }

    /** All of them by name. */
    public List<Deployer> all() {
        Map<String, List<ReplacedToken>> old = tokens.old();
        List<Deployer> all = new ArrayList<>();
        deployers
                .list()
                .forEach((deployer, count) ->
                        all.add(message(deployer, count, old.getOrDefault(deployer.id(), List.of()))));
        return all;
    }

    /** One as it is after something was done with it, without the number of its model deployments. */
    public Deployer of(RegisteredDeployer deployer) {
        return message(deployer, 0, tokens.old().getOrDefault(deployer.id(), List.of()));
    }

    private Deployer message(RegisteredDeployer deployer, int deployments, List<ReplacedToken> old) {
        Deployer.Builder shown = Deployer.newBuilder()
                .setId(deployer.id())
                .setName(deployer.name())
                .setTokenPrefix(deployer.tokenPrefix())
                .setVersion(deployer.version())
                .setKubernetesVersion(deployer.kubernetesVersion())
                .setOnline(presence.isOnline(deployer.id(), deployer.seenAt()))
                .setDeployments(deployments)
                .setCreatedAt(deployer.createdAt())
                .setSeenAt(presence.seenAt(deployer.id(), deployer.seenAt()))
                .setHold(presence.hold(deployer.id()))
                .setClusterTrouble(presence.trouble(deployer.id())
                        .map(Presence.Trouble::words)
                        .orElse(""));
        old.forEach(token -> shown.addOldTokens(OldToken.newBuilder()
                .setPrefix(token.prefix())
                .setAcceptedUntil(token.acceptedUntil())
                .setUsed(presence.calledWith(Set.of(token.hash()), deployer.id()))));
        return shown.build();
    }
}
