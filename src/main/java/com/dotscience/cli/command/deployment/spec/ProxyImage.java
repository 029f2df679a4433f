package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.Version;

/** Knows the default image of the model-proxy, and the old one that is no longer published. */
public final class ProxyImage {

    private static final String REPOSITORY = "quay.io/dotmesh/" + ModelProxyContract.IMAGE_NAME;

    /** The default of ds before this project had a model-proxy. The image can no longer be pulled. */
    private static final String GONE = REPOSITORY + ":latest";

    private ProxyImage() {}

    /** Returns the image of the model-proxy that has the version of ds. */
    public static String ofThisVersion() {
        return REPOSITORY + ":" + Version.current();
    }

    /**
     * Whether a model deployment uses the image that can no longer be pulled. Its pods run as long as their nodes keep the image, so ds
     * only warns, and a person decides when to replace them.
     */
    public static boolean isGone(Deployment wanted) {
        return new ProxySpec(wanted.toBuilder()).exists()
                && wanted.getMetrics().getImage().equals(GONE);
    }

    /** Returns the command that replaces the image. */
    public static String remedy(String name) {
        return "ds deployment update " + name + " --proxy-image " + ofThisVersion();
    }
}
