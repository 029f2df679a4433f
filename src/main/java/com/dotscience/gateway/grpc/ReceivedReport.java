package com.dotscience.gateway.grpc;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.Report;
import com.dotscience.validation.Printable;

/**
 * Turns a deployer's report into the form that is stored. Long texts are cut here, because a report is stored and shown many times
 * and its size must not depend on the sender. A phase that this Gateway does not know is kept.
 */
final class ReceivedReport {
    private static final int MAX_STATUS = 500;
    private static final int MAX_MESSAGE = 1_000;
    private static final int MAX_IMAGE = 1_024;

    private ReceivedReport() {}

    /** @param receivedAt when the report arrived, in milliseconds since the epoch */
    static Report of(UpdateDeploymentRequest request, long receivedAt) {
        return Report.newBuilder()
                .setStatus(Printable.cut(request.getStatus(), MAX_STATUS))
                .setAvailableReplicas(request.getAvailableReplicas())
                .setPhaseValue(request.getPhaseValue())
                .setMessage(Printable.cutLines(request.getMessage(), MAX_MESSAGE))
                .setRevision(request.getRevision())
                .setDesiredReplicas(request.getDesiredReplicas())
                .setUpdatedReplicas(request.getUpdatedReplicas())
                .setReadyReplicas(request.getReadyReplicas())
                .setImage(Printable.cut(request.getImage(), MAX_IMAGE))
                .setServable(request.getServable())
                .setReceivedAt(receivedAt)
                .build();
    }
}
