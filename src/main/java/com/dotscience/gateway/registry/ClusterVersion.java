package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.Drain;
import com.dotscience.gateway.store.RegisteredDeployer;
import io.grpc.Status;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses what the cluster of a deployer is too old for: its API server would refuse it later, in a status. */
final class ClusterVersion {

    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d{1,4})\\b.*");
    private static final int FIRST_MINOR_THAT_SLEEPS = 30;

    private ClusterVersion() {}

    /**
     * @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION if the version is known, and too old for what is asked for and was
     *     not before
     */
    static void refuse(RegisteredDeployer deployer, Deployment before, Deployment after) {
        Matcher version = VERSION.matcher(deployer.kubernetesVersion());
        if (sleeps(after)
                && !sleeps(before)
                && version.matches()
                && Integer.parseInt(version.group(1)) < FIRST_MINOR_THAT_SLEEPS) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("drain needs Kubernetes 1.30, and the cluster of deployer '" + deployer.name()
                            + "' has " + deployer.kubernetesVersion()
                            + ": let the image sleep, if it has the command sleep, or ask without")
                    .asRuntimeException();
        }
    }

    private static boolean sleeps(Deployment wanted) {
        Drain drain = wanted.getDeployment().getDrain();
        return drain.getSeconds() > 0 && !drain.getImageSleep();
    }
}
