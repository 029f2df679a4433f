package com.dotscience.testing.bench;

import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where and with what everybody is measured.
 *
 * @param distributions what is measured of each deployer's side
 * @param folder for logs and files, made anew for each run
 * @param models in the fleet
 * @param changes single ones
 * @param idleSeconds how long nothing is done
 */
record Setting(
        RealControlPlane plane,
        Installed installed,
        Map<Side, Distribution> distributions,
        KubectlSide.Settings kubectl,
        Path folder,
        int models,
        int changes,
        int idleSeconds) {

    /** Who may write what the deployer may, with a new token. */
    Path kubeconfig() {
        return installed.kubeconfig(plane).writeTo(folder.resolve("kubeconfig"));
    }

    DeployerSide deployer(Side side) {
        return new DeployerSide(distributions.get(side), kubeconfig(), folder);
    }

    FloorSide floor() {
        return new FloorSide(unpacked(), kubeconfig(), folder);
    }

    BareClientSide bareClient() {
        return new BareClientSide(unpacked(), kubeconfig(), folder);
    }

    KubectlSide kubectl(KubectlSide.Way way) {
        return new KubectlSide(way, kubectl.as(kubeconfig()), folder);
    }

    private Launcher unpacked() {
        return distributions.get(Side.DEPLOYER).launcher();
    }

    Audited audited() {
        return new Audited(plane.auditLog().tail(), installed.user());
    }
}
