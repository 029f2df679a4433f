package com.dotscience.gateway.grpc;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.logging.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what people do to model deployments, and who they say to be. */
final class ChangeLog {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLog.class);

    private ChangeLog() {}

    /** @param action what the caller of the current call did, such as Created */
    static void log(String action, ModelDeployment changed) {
        String caller = StatedCaller.ofThisCall();
        Logging.about(
                changed.getDeployment().getId(),
                () -> LOG.info(
                        "{} model deployment {} of deployer {}{}",
                        action,
                        changed.getDeployment().getName(),
                        changed.getDeployerName(),
                        caller.isEmpty() ? "" : ", for a caller that says to be " + caller));
    }
}
