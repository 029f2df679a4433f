package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.Version;

/** Which image of the model-proxy a model deployment names. */
public final class ProxyImage {

    private static final String REPOSITORY = "quay.io/dotmesh/" + ModelProxyContract.IMAGE_NAME;

    /** What ds asked for before there was a model-proxy of this project's. Nobody can pull it any more. */
    private static final String GONE = REPOSITORY + ":latest";

    private ProxyImage() {}

    /** The model-proxy of the same version as ds. */
    static String ofThisVersion() {
        return REPOSITORY + ":" + Version.current();
    }

    /**
     * Whether it names the image that is gone. Its pods run for as long as their nodes have the image, so it is for a person
     * to say when they are to be made anew.
     */
    public static boolean isGone(Deployment wanted) {
        return new ProxySpec(wanted.toBuilder()).exists()
                && wanted.getMetrics().getImage().equals(GONE);
    }

    /** What to do about it. */
    public static String remedy(String name) {
        return "ds deployment update " + name + " --proxy-image " + ofThisVersion();
    }
}
