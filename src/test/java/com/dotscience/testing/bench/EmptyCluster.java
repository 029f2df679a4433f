package com.dotscience.testing.bench;

import java.time.Instant;

/** What a side is measured by from its start into an empty cluster on: that start, one round, and two more when it is warm. */
final class EmptyCluster {

    static final String START = "start to in sync";
    static final String CREATE_FROM_START = "create, from the start of the program";
    static final String TOGETHER = "create, images and delete together";

    private final Setting setting;
    private final Notebook notebook;
    private final Course course;
    private final Expected expected = new Expected();

    EmptyCluster(Setting setting, Notebook notebook) {
        this.setting = setting;
        this.notebook = notebook;
        this.course = new Course(setting.plane());
    }

    void run() {
        switch (notebook.side()) {
            case DEPLOYER, IMAGE -> deployer();
            case FLOOR -> floor();
            case BARE -> bareClient();
            case KUBECTL_CREATE -> kubectl(KubectlSide.Way.CREATE);
            case KUBECTL_APPLY -> kubectl(KubectlSide.Way.APPLY);
        }
    }

    private void deployer() {
        Audited audited = setting.audited();
        try (DeployerSide deployer = setting.deployer(notebook.side())) {
            Figure start = course.measure(
                    deployer.meter(),
                    () -> {
                        deployer.start();
                        deployer.awaitReady();
                        return Instant.now();
                    },
                    () -> {});
            notebook.note(START, start);
            threeRounds(deployer);
        }
        notebook.faults(audited, expected);
    }

    private void floor() {
        try (FloorSide floor = setting.floor()) {
            notebook.note(START, floor.measureStart(course));
        }
    }

    private void bareClient() {
        try (BareClientSide bare = setting.bareClient()) {
            bare.start();
            threeRounds(bare);
        }
    }

    private void kubectl(KubectlSide.Way way) {
        try (KubectlSide kubectl = setting.kubectl(way)) {
            round(kubectl, "");
        }
    }

    private void threeRounds(Contestant contestant) {
        round(contestant, "");
        round(contestant, ", warm (round 2)");
        round(contestant, ", warm (round 3)");
    }

    private void round(Contestant contestant, String which) {
        Fleet fleet = Fleet.of(setting.models(), course.namespace(), "example/model:1");
        Figure create = phase(contestant, Phase.CREATE, fleet, which);
        if (contestant instanceof KubectlSide) {
            notebook.note(CREATE_FROM_START, create);
        }
        if (contestant.does(Phase.IMAGES)) {
            fleet = fleet.withImage("example/model:2");
            Figure images = phase(contestant, Phase.IMAGES, fleet, which);
            fleet = fleet.withReplicas(2);
            phase(contestant, Phase.SCALE, fleet, which);
            for (int i = 0; i < setting.changes() && which.isEmpty(); i++) {
                phase(contestant, Phase.ONE, fleet.withImage("example/one:" + i).only(i % fleet.size()), which);
            }
            Figure delete = phase(contestant, Phase.DELETE, fleet, which);
            notebook.note(TOGETHER + which, create.plus(images).plus(delete));
        } else {
            phase(contestant, Phase.DELETE, fleet, which);
        }
    }

    private Figure phase(Contestant contestant, Phase phase, Fleet wanted, String which) {
        Figure figure = course.measure(contestant, phase, wanted);
        expected.add(phase, wanted);
        notebook.note(phase.words() + which, figure);
        return figure;
    }
}
