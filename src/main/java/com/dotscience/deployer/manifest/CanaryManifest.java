package com.dotscience.deployer.manifest;

import com.dotscience.api.CanaryId;
import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import java.util.Map;

/**
 * Builds that in which the objects of a canary differ from those of another model deployment.
 *
 * <p>Its Deployment selects by a label of its own, so that the label {@value ClusterContract#ID} of its pods can say which Service
 * leads to them: its own, if it has one, or else that of the model deployment that it is a canary of.
 */
final class CanaryManifest {

    private CanaryManifest() {}

    /** Returns the labels by which the Deployment selects its pods. */
    static Map<String, String> podSelector(Deployment wanted) {
        return Map.of(isOne(wanted) ? ClusterContract.CANARY_LABEL : ClusterContract.ID, wanted.getId());
    }

    /** Returns the labels that the deployer gives to the pods. */
    static Map<String, String> podLabels(Deployment wanted) {
        if (!isOne(wanted)) {
            return Map.of(ClusterContract.ID, wanted.getId());
        }
        boolean hasService = wanted.getService().getPortsCount() > 0;
        return Map.of(
                ClusterContract.CANARY_LABEL,
                wanted.getId(),
                ClusterContract.ID,
                hasService ? wanted.getId() : CanaryId.stable(wanted.getId()));
    }

    /** Returns the annotations by which ingress-nginx gives an Ingress a part of the requests of another one. */
    static Map<String, String> ingressAnnotations(Deployment wanted) {
        return isOne(wanted)
                ? Map.of(
                        "nginx.ingress.kubernetes.io/canary",
                        "true",
                        "nginx.ingress.kubernetes.io/canary-weight",
                        Integer.toString(wanted.getCanary().getWeight()))
                : Map.of();
    }

    /** Returns the name of the Service of the canary that a model deployment has. */
    static String service(Deployment of) {
        return ObjectName.of(of.toBuilder()
                        .setId(CanaryId.of(of.getId()))
                        .setName(CanaryId.name(of.getName()))
                        .build())
                .name();
    }

    private static boolean isOne(Deployment wanted) {
        return wanted.hasCanary() && CanaryId.isOne(wanted.getId());
    }
}
