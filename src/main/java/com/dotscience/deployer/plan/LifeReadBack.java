package com.dotscience.deployer.plan;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Drain;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.Readiness;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads back from a Deployment how its pods become ready, end, and take the place of older ones. */
final class LifeReadBack {

    private static final Pattern SLEEP = Pattern.compile("sleep [0-9]{1,9}");

    private LifeReadBack() {}

    static void into(DeploymentSpec.Builder model, Deployment deployment) {
        Optional.ofNullable(deployment.getSpec().getStrategy()).ifPresent(strategy -> {
            model.getRolloutBuilder()
                    .setStrategy(Optional.ofNullable(strategy.getType()).orElse(""));
            Optional.ofNullable(strategy.getRollingUpdate()).ifPresent(limits -> limits(model, limits));
        });
        Optional.ofNullable(deployment.getSpec().getProgressDeadlineSeconds())
                .ifPresent(deadline -> model.getRolloutBuilder().setProgressDeadlineSeconds(deadline));
        Optional.ofNullable(deployment.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds())
                .filter(grace -> grace != ModelProxyContract.DEFAULT_TERMINATION_GRACE_PERIOD_SECONDS)
                .ifPresent(grace -> model.setTerminationGracePeriodSeconds(Math.toIntExact(grace)));
    }

    static void into(DeploymentSpec.Builder model, Container container) {
        Optional.ofNullable(container.getReadinessProbe())
                .flatMap(LifeReadBack::readiness)
                .ifPresent(model::setReadiness);
        Optional.ofNullable(container.getStartupProbe())
                .filter(probe -> probe.getPeriodSeconds() != null && probe.getFailureThreshold() != null)
                .ifPresent(probe -> model.setStartUpSeconds(probe.getPeriodSeconds() * probe.getFailureThreshold()));
        Optional.ofNullable(container.getLifecycle())
                .map(lifecycle -> lifecycle.getPreStop())
                .flatMap(LifeReadBack::drain)
                .ifPresent(model::setDrain);
    }

    /** Returns empty for a check that the deployer does not write. */
    private static Optional<Readiness> readiness(Probe probe) {
        Optional<Readiness> get = Optional.ofNullable(probe.getHttpGet())
                .filter(http -> http.getPort().getIntVal() != null)
                .map(http -> Readiness.newBuilder()
                        .setType("HTTP")
                        .setPath(http.getPath())
                        .setPort(http.getPort().getIntVal())
                        .build());
        return get.or(() -> Optional.ofNullable(probe.getTcpSocket())
                .filter(tcp -> tcp.getPort().getIntVal() != null)
                .map(tcp -> Readiness.newBuilder()
                        .setType("TCP")
                        .setPort(tcp.getPort().getIntVal())
                        .build()));
    }

    /** Returns empty for a hook that the deployer does not write. */
    private static Optional<Drain> drain(LifecycleHandler hook) {
        Optional<Drain> byKubelet = Optional.ofNullable(hook.getSleep())
                .map(sleep -> Drain.newBuilder()
                        .setSeconds(Math.toIntExact(sleep.getSeconds()))
                        .build());
        return byKubelet.or(() -> Optional.ofNullable(hook.getExec())
                .filter(exec ->
                        SLEEP.matcher(String.join(" ", exec.getCommand())).matches())
                .map(exec -> Drain.newBuilder()
                        .setSeconds(Integer.parseInt(exec.getCommand().get(1)))
                        .setImageSleep(true)
                        .build()));
    }

    private static void limits(DeploymentSpec.Builder model, RollingUpdateDeployment limits) {
        Optional.ofNullable(limits.getMaxSurge())
                .ifPresent(surge -> model.getRolloutBuilder().setMaxSurge(text(surge)));
        Optional.ofNullable(limits.getMaxUnavailable())
                .ifPresent(lacking -> model.getRolloutBuilder().setMaxUnavailable(text(lacking)));
    }

    private static String text(IntOrString limit) {
        return String.valueOf(limit.getValue());
    }
}
