package com.dotscience.deployer.plan;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.IngressManifest;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.manifest.RouteManifest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the way by which requests reach a model until another leads to it, where an HTTPRoute takes the place of an Ingress, or the
 * other way round.
 */
final class WayFromOutside {

    private WayFromOutside() {}

    /**
     * Returns why an object that is left over stays, a sentence for people; empty if nothing speaks for it.
     *
     * @param own the objects of the model deployment
     * @param ledBy the HTTPRoute that leads requests to it as a canary; empty if none does
     */
    static Optional<String> awaited(
            Deployment wanted, HasMetadata left, List<HasMetadata> own, Optional<ObjectKey> ledBy) {
        if (Kind.of(left) == Kind.SERVICE && ledBy.isPresent()) {
            return ledBy.map(route -> ObjectKey.of(left) + " stays while " + route + " leads requests to it");
        }
        ObjectName place = ObjectName.of(wanted);
        if (Kind.of(left) == Kind.INGRESS && RouteManifest.isWanted(wanted)) {
            ObjectKey route = new ObjectKey(Kind.HTTP_ROUTE, place.namespace(), place.name());
            return own.stream()
                            .filter(object -> ObjectKey.of(object).equals(route))
                            .anyMatch(WayFromOutside::isAccepted)
                    ? Optional.empty()
                    : Optional.of(ObjectKey.of(left) + " stays until a Gateway has accepted " + route);
        }
        if (Kind.of(left) == Kind.HTTP_ROUTE && IngressManifest.isWanted(wanted)) {
            ObjectKey ingress = new ObjectKey(Kind.INGRESS, place.namespace(), place.name());
            return own.stream().anyMatch(object -> ObjectKey.of(object).equals(ingress))
                    ? Optional.empty()
                    : Optional.of(ObjectKey.of(left) + " stays until " + ingress + " is made");
        }
        return Optional.empty();
    }

    private static boolean isAccepted(HasMetadata route) {
        return RouteAnswer.of(route).stream()
                .anyMatch(answer -> answer.accepted() && answer.refusal().isEmpty());
    }
}
