package com.dotscience.system.perturbation;

import com.dotscience.testing.perturbation.ApiCall;
import com.dotscience.testing.perturbation.Picture;
import java.util.Set;

/** How the writes of a deployer are told apart in several runs, in which ids differ. */
final class Write {

    static final Set<String> KINDS = Set.of("deployments", "services", "ingresses");

    private Write() {}

    /** Whether it is one of an object of a model deployment. */
    static boolean isOne(ApiCall call) {
        return call.isWrite() && KINDS.contains(call.resource());
    }

    static String key(ApiCall call) {
        return key(call.verb(), call.resource(), call.name());
    }

    static String key(String verb, String resource, String name) {
        return verb + " " + resource + " " + Picture.withoutId(name);
    }
}
