package com.dotscience.gateway.grpc;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.PauseDeployerRequest;
import com.dotscience.api.management.PauseDeploymentRequest;
import com.dotscience.api.management.ResumeDeployerRequest;
import com.dotscience.api.management.ResumeDeploymentRequest;
import com.dotscience.api.management.SetDeployerWindowsRequest;
import com.dotscience.gateway.registry.Pauses;
import com.dotscience.gateway.registry.Registry;
import com.dotscience.gateway.registry.ShownDeployers;
import com.dotscience.gateway.store.RegisteredDeployer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of the management API that say when changes are handed out. */
final class PauseCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PauseCalls.class);

    private final Pauses pauses;
    private final ShownModelDeployments shown;
    private final ShownDeployers shownDeployers;

    PauseCalls(Registry registry, ShownModelDeployments shown) {
        this.pauses = registry.pauses();
        this.shown = shown;
        this.shownDeployers = registry.shown();
    }

    ModelDeployment pause(PauseDeploymentRequest request) {
        ModelDeployment paused = pauses.pause(request.getRef(), StatedCaller.ofThisCall());
        ChangeLog.log("Paused", paused);
        return shown.of(paused);
    }

    ModelDeployment resume(ResumeDeploymentRequest request) {
        ModelDeployment resumed = pauses.resume(request.getRef(), StatedCaller.ofThisCall());
        ChangeLog.log("Resumed", resumed);
        return shown.of(resumed);
    }

    Deployer pauseDeployer(PauseDeployerRequest request) {
        return logged("Paused", pauses.pauseDeployer(request.getDeployer(), StatedCaller.ofThisCall()));
    }

    Deployer resumeDeployer(ResumeDeployerRequest request) {
        return logged("Resumed", pauses.resumeDeployer(request.getDeployer()));
    }

    Deployer setWindows(SetDeployerWindowsRequest request) {
        return logged(
                "Set the maintenance windows of", pauses.setWindows(request.getDeployer(), request.getWindowsList()));
    }

    private Deployer logged(String action, RegisteredDeployer deployer) {
        String caller = StatedCaller.ofThisCall();
        LOG.info(
                "{} deployer {}{}",
                action,
                deployer.name(),
                caller.isEmpty() ? "" : ", for a caller that says to be " + caller);
        return shownDeployers.of(deployer);
    }
}
