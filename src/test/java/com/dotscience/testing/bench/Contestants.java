package com.dotscience.testing.bench;

import java.nio.file.Path;

/** Makes them. */
record Contestants(Distribution unpacked, KubectlSide.Settings kubectl, Path folder) {

    /** Started, and ready for what is to be done; a deployer in an empty cluster. */
    Contestant fresh(Side side) {
        return switch (side) {
            case DEPLOYER -> deployer(side);
            case BARE -> new BareClientSide(unpacked.launcher(), kubectl.kubeconfig(), folder);
            case KUBECTL_CREATE -> new KubectlSide(KubectlSide.Way.CREATE, kubectl, folder);
            case KUBECTL_APPLY -> new KubectlSide(KubectlSide.Way.APPLY, kubectl, folder);
        };
    }

    /** Not started yet. */
    DeployerSide deployer(Side side) {
        return new DeployerSide(unpacked, kubectl.kubeconfig(), folder);
    }
}
