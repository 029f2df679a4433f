package com.dotscience.gateway.registry;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.OldToken;
import com.dotscience.gateway.store.AcceptedTokens;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DeployerLabels;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.gateway.store.MaintenanceTimes;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.ReplacedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the messages that show deployers to people, from what is stored and from what only this process knows. */
public final class ShownDeployers {
    private final Database database;
    private final Deployers deployers;
    private final AcceptedTokens tokens;
    private final DeployerLabels labels;
    private final Presence presence;
    private final LeaseClaims leaseClaims;
    private final OldDeployers oldDeployers;

    ShownDeployers(
            Database database,
            Deployers deployers,
            AcceptedTokens tokens,
            DeployerLabels labels,
            Presence presence,
            LeaseClaims leaseClaims,
            OldDeployers oldDeployers) {
        this.database = database;
        this.deployers = deployers;
        this.tokens = tokens;
        this.labels = labels;
        this.presence = presence;
        this.leaseClaims = leaseClaims;
        this.oldDeployers = oldDeployers;
    }

    /** Returns all deployers, sorted by name. */
    public List<Deployer> all() {
        Map<String, List<ReplacedToken>> replaced = tokens.replaced();
        Map<String, Map<String, String>> labelled = labels.all();
        Map<String, MaintenanceTimes.OfDeployer> times = times();
        List<Deployer> all = new ArrayList<>();
        deployers
                .list()
                .forEach((deployer, count) ->
                        all.add(message(deployer, count, replaced.getOrDefault(deployer.id(), List.of()), times)
                                .putAllLabels(labelled.getOrDefault(deployer.id(), Map.of()))
                                .build()));
        return all;
    }

    /** Returns one deployer after a change, without the number of its model deployments. */
    public Deployer of(RegisteredDeployer deployer) {
        return message(deployer, 0, tokens.replaced().getOrDefault(deployer.id(), List.of()), times())
                .putAllLabels(labels.of(deployer.id()))
                .build();
    }

    private Map<String, MaintenanceTimes.OfDeployer> times() {
        return database.snapshot(transaction -> new MaintenanceTimes(transaction).ofDeployers());
    }

    private Deployer.Builder message(
            RegisteredDeployer deployer,
            int deployments,
            List<ReplacedToken> replaced,
            Map<String, MaintenanceTimes.OfDeployer> times) {
        MaintenanceTimes.OfDeployer own = times.getOrDefault(deployer.id(), MaintenanceTimes.OfDeployer.ANY);
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
                .setLeaseTrouble(leaseClaims.trouble(deployer.id()))
                .setToldNothing(oldDeployers.toldNothing(deployer.id()))
                .addAllMaintenanceWindows(own.windows())
                .setClusterTrouble(presence.clusterTrouble(deployer.id())
                        .map(Presence.ClusterTrouble::message)
                        .orElse(""));
        own.paused().ifPresent(shown::setPaused);
        replaced.forEach(token -> shown.addOldTokens(OldToken.newBuilder()
                .setPrefix(token.prefix())
                .setAcceptedUntil(token.acceptedUntil())
                .setUsed(presence.calledWith(Set.of(token.hash()), deployer.id()))));
        return shown;
    }
}
