package com.dotscience.testing.bench;

import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Fills kubectl's cache, and finds out in which way it is faster: with its own look at the objects before the API server's, or
 * without.
 */
record KubectlCalibration(RealControlPlane plane, int models, Path folder) {

    /** These, with the faster way. */
    KubectlSide.Settings of(KubectlSide.Settings settings) {
        create(settings);
        Duration with = create(settings.validating(true));
        Duration without = create(settings.validating(false));
        boolean faster = with.compareTo(without) < 0;
        System.out.printf(
                "kubectl creates %d model deployments in %d ms with --validate=true and in %d ms with --validate=false%n",
                models, with.toMillis(), without.toMillis());
        return settings.validating(faster);
    }

    private Duration create(KubectlSide.Settings settings) {
        Course course = new Course(plane);
        Fleet fleet = Fleet.of(models, course.namespace(), "example/model:1");
        try (KubectlSide kubectl = new KubectlSide(KubectlSide.Way.CREATE, settings, folder)) {
            Duration took = course.measure(kubectl, Phase.CREATE, fleet).wall();
            course.measure(kubectl, Phase.DELETE, fleet);
            return took;
        }
    }
}
