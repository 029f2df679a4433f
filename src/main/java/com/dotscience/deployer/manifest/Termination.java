package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.ModelProxyContract;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import java.util.Optional;

/** Builds how pods end, so that no request is lost. Where there is a model-proxy, it drains, and the model waits for it. */
record Termination(DeploymentSpec asked, Optional<ModelProxy> proxy) {

    /** Returns the time that the pod has to end, in seconds; empty for the default of Kubernetes. */
    Optional<Long> gracePeriod() {
        if (proxy.isPresent()) {
            return proxy.map(ModelProxy::terminationGracePeriod);
        }
        long grace = asked.getTerminationGracePeriodSeconds();
        if (grace > 0) {
            return Optional.of(grace);
        }
        int drain = asked.getDrain().getSeconds();
        return drain > 0
                ? Optional.of((long) drain + ModelProxyContract.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS)
                : Optional.empty();
    }

    /** Returns what happens in the container of the model before it is told to end; empty if nothing does. */
    Optional<Lifecycle> modelLifecycle() {
        int seconds = asked.getDrain().getSeconds();
        if (proxy.isPresent() || seconds <= 0) {
            return proxy.map(ModelProxy::modelLifecycle);
        }
        return Optional.of(
                asked.getDrain().getImageSleep()
                        ? new LifecycleBuilder()
                                .withNewPreStop()
                                .withNewExec()
                                .withCommand("sleep", Integer.toString(seconds))
                                .endExec()
                                .endPreStop()
                                .build()
                        : new LifecycleBuilder()
                                .withNewPreStop()
                                .withNewSleep()
                                .withSeconds((long) seconds)
                                .endSleep()
                                .endPreStop()
                                .build());
    }
}
