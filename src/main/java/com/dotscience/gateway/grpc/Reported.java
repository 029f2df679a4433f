package com.dotscience.gateway.grpc;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.validation.Printable;

/**
 * What a deployer says of a model deployment, each of its words cut when it arrives: it is kept, listed and shown as often as
 * somebody asks, so how much that costs must not hang on who said it. A phase that this Gateway does not know is kept.
 */
final class Reported {
    private static final int MAX_STATUS = 500;
    private static final int MAX_MESSAGE = 1_000;
    private static final int MAX_IMAGE = 1_024;

    private Reported() {}

    /** @param at when it arrived, in milliseconds since the epoch */
    static Report of(UpdateDeploymentRequest said, long at) {
        return Report.newBuilder()
                .setStatus(Printable.cut(said.getStatus(), MAX_STATUS))
                .setAvailableReplicas(said.getAvailableReplicas())
                .setPhaseValue(said.getPhaseValue())
                .setMessage(Printable.cutLines(said.getMessage(), MAX_MESSAGE))
                .setRevision(said.getRevision())
                .setDesiredReplicas(said.getDesiredReplicas())
                .setUpdatedReplicas(said.getUpdatedReplicas())
                .setReadyReplicas(said.getReadyReplicas())
                .setImage(Printable.cut(said.getImage(), MAX_IMAGE))
                .setServable(said.getServable())
                .setReceivedAt(at)
                .build();
    }
}
