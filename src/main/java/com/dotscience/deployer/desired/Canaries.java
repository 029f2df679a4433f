package com.dotscience.deployer.desired;

import com.dotscience.api.Canary;
import com.dotscience.api.CanaryId;
import com.dotscience.api.CanaryTraffic;
import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.desired.Update.Upsert;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a model deployment of its own of each canary. From here on it is planned, watched, limited, reported on and removed as
 * every other model deployment is, and the one that it belongs to does not change by it, but for the weights of its HTTPRoute.
 */
final class Canaries {

    private Canaries() {}

    /**
     * Returns the updates that one update amounts to, the canaries apart.
     *
     * @param isWanted says whether a canary is wanted until now: then an update without it removes it. Nobody confirms that apart from
     *     the update, which a person has asked for
     */
    static List<Update> apart(Update update, Predicate<String> isWanted) {
        if (update instanceof Upsert upsert) {
            return apart(upsert, isWanted);
        }
        if (update instanceof Removal removal) {
            String canary = CanaryId.of(removal.id());
            return isWanted.test(canary)
                    ? List.of(removal, ended(removal.source(), canary, removal.revision(), removal.confirmed()))
                    : List.of(removal);
        }
        Snapshot list = (Snapshot) update;
        return List.of(
                list.wanted().stream().anyMatch(Deployment::hasCanary)
                        ? new Snapshot(
                                list.source(),
                                list.wanted().stream().flatMap(Canaries::apart).toList(),
                                list.removed(),
                                list.revision(),
                                list.position(),
                                list.tombstones(),
                                list.refused())
                        : list);
    }

    private static List<Update> apart(Upsert upsert, Predicate<String> isWanted) {
        String canary = CanaryId.of(upsert.wanted().getId());
        if (upsert.wanted().hasCanary()) {
            return apart(upsert.wanted())
                    .<Update>map(wanted -> new Upsert(upsert.source(), wanted, upsert.revision(), upsert.refusal()))
                    .toList();
        }
        return isWanted.test(canary)
                ? List.of(upsert, ended(upsert.source(), canary, upsert.revision(), true))
                : List.of(upsert);
    }

    private static Removal ended(String source, String canary, long revision, boolean confirmed) {
        return new Removal(source, canary, revision, false, confirmed);
    }

    private static Stream<Deployment> apart(Deployment wanted) {
        return wanted.hasCanary() && !CanaryId.isOne(wanted.getId())
                ? Stream.of(stable(wanted), canary(wanted))
                : Stream.of(wanted);
    }

    /** Returns what stays of a model deployment apart from its canary: its HTTPRoute says how large the canary's part is. */
    private static Deployment stable(Deployment of) {
        Deployment.Builder stable = of.toBuilder().clearCanary();
        if (CanaryTraffic.of(of) == CanaryTraffic.ROUTE) {
            stable.getCanaryBuilder().setWeight(of.getCanary().getWeight());
        }
        return stable.build();
    }

    /** Returns the model deployment that is the canary of another one. Its field canary says so, and how large its part is. */
    static Deployment canary(Deployment of) {
        Canary asked = of.getCanary();
        CanaryTraffic traffic = CanaryTraffic.of(of);
        Deployment.Builder canary =
                of.toBuilder().setId(CanaryId.of(of.getId())).setName(CanaryId.name(of.getName()));
        canary.getDeploymentBuilder()
                .setImage(asked.getImage())
                // It is of so few replicas that it would keep nodes from being emptied.
                .clearMinAvailable()
                // Its part of the requests, and so its replicas, are what a person asks for.
                .clearAutoscaling()
                .setReplicas(traffic.replicas(most(of), asked.getWeight()));
        if (traffic == CanaryTraffic.REPLICAS || traffic == CanaryTraffic.NONE) {
            canary.clearService();
        } else {
            // From outside of the cluster it is reached by the Ingress or the HTTPRoute alone.
            canary.getServiceBuilder().clearType().clearLoadBalancerIp();
        }
        if (traffic != CanaryTraffic.NGINX) {
            canary.clearIngress();
        }
        return canary.build();
    }

    /** Returns how many replicas the model deployment has at most: an autoscaler may come to that many while the canary is there. */
    private static long most(Deployment of) {
        long replicas = of.getDeployment().getReplicas();
        return replicas == 0
                ? 0
                : Math.max(replicas, of.getDeployment().getAutoscaling().getMaxReplicas());
    }
}
