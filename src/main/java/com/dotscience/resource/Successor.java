package com.dotscience.resource;

import com.dotscience.api.Deployment;

/** What takes the place of a model deployment that is there. */
public final class Successor {

    private Successor() {}

    /**
     * Returns what is wanted as a change of what is there. What a newer program asked for and the protocol here does not know stays, and
     * so does the writing of classes that are the same, because any other would restart pods.
     */
    public static Deployment of(Deployment present, Deployment wanted) {
        Deployment.Builder next = wanted.toBuilder()
                .setId(present.getId())
                .setRevision(present.getRevision())
                .setUnknownFields(present.getUnknownFields());
        next.getDeploymentBuilder().setUnknownFields(present.getDeployment().getUnknownFields());
        next.getServiceBuilder().setUnknownFields(present.getService().getUnknownFields());
        next.getIngressBuilder().setUnknownFields(present.getIngress().getUnknownFields());
        next.getMetricsBuilder().setUnknownFields(present.getMetrics().getUnknownFields());
        String classes = present.getMetrics().getClasses();
        if (ClassesText.fromProtocol(classes)
                .equals(ClassesText.fromProtocol(wanted.getMetrics().getClasses()))) {
            next.getMetricsBuilder().setClasses(classes);
        }
        if (next.getIngress().getSerializedSize() == 0) {
            next.clearIngress();
        }
        if (next.getMetrics().getSerializedSize() == 0) {
            next.clearMetrics();
        }
        return next.build();
    }
}
