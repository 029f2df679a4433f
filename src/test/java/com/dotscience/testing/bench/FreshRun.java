package com.dotscience.testing.bench;

import com.dotscience.testing.RealControlPlane;
import java.time.Duration;
import java.time.Instant;

/** What one side is measured by, from the start of its process on. */
final class FreshRun {

    private final RealControlPlane plane;
    private final int models;
    private final Side side;
    private final Results results;
    private final String namespace;
    private final Course course;

    FreshRun(RealControlPlane plane, int models, Side side, Results results) {
        this.plane = plane;
        this.models = models;
        this.side = side;
        this.results = results;
        this.namespace = plane.newNamespace("bench");
        this.course = new Course(plane, namespace);
    }

    void run(Contestants contestants) {
        if (side.isDeployer()) {
            try (DeployerSide deployer = contestants.deployer(side)) {
                Instant start = Instant.now();
                deployer.start();
                deployer.awaitReady();
                note(
                        "start to in sync",
                        new Figure(
                                Duration.between(start, Instant.now()),
                                deployer.meter().processor(),
                                deployer.meter().peakMebibytes()));
                round(deployer, "");
                round(deployer, ", warm: round 2");
                round(deployer, ", warm: round 3");
            }
        } else {
            try (Contestant other = contestants.fresh(side)) {
                round(other, "");
                if (side == Side.BARE) {
                    round(other, ", warm: round 2");
                    round(other, ", warm: round 3");
                }
            }
        }
    }

    private void round(Contestant contestant, String which) {
        Fleet fleet = Fleet.of(models, namespace, "example/model:1");
        phase(contestant, Phase.CREATE, fleet, which);
        fleet = fleet.withImage("example/model:2");
        phase(contestant, Phase.IMAGES, fleet, which);
        fleet = fleet.withReplicas(2);
        phase(contestant, Phase.SCALE, fleet, which);
        phase(contestant, Phase.DELETE, fleet, which);
    }

    private void phase(Contestant contestant, Phase phase, Fleet wanted, String which) {
        if (contestant.does(phase)) {
            note(phase.words() + which, course.measure(contestant, phase, wanted));
        }
    }

    private void note(String what, Figure figure) {
        System.out.printf("  %s: %s%n", what, figure);
        results.add(what, side, figure);
    }
}
