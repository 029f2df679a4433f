package com.dotscience.deployer.gateway;

import com.dotscience.api.UpdateDeploymentRequest;

/** Who is told what the Gateway says to reports, whatever route sends them. Called on the thread that sends: must not block. */
public interface ReportListener {

    /** A stream has begun: who knows what the Gateway has lost. */
    default void connected() {}

    /** The Gateway took it. */
    void sent(UpdateDeploymentRequest report);

    /** The Gateway is there and did not take it. */
    default void refused(UpdateDeploymentRequest report) {}
}
