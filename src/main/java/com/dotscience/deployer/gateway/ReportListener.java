package com.dotscience.deployer.gateway;

import com.dotscience.api.UpdateDeploymentRequest;

/**
 * A listener that is called with the Gateway's answers to reports, whatever route sends them. It runs on the thread
 * that sends, so it must not block.
 */
public interface ReportListener {

    /** Is called when a stream has begun. The Gateway may have lost earlier reports meanwhile. */
    default void connected() {}

    /** Is called when the connection was lost, and each time that it could not be made. */
    default void lost() {}

    /** Is called when the Gateway has accepted the report. */
    default void sent(UpdateDeploymentRequest report) {}

    /** Is called when the Gateway is reachable and has refused the report. */
    default void refused(UpdateDeploymentRequest report) {}
}
