package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.bench.meter.Meter;
import java.time.Duration;
import java.time.Instant;

/**
 * What a side is measured by when its work is there before it: a start while a whole fleet is wanted, and a start into a cluster
 * where all of it is as it is wanted, with what follows there.
 */
final class FullCluster {

    static final String START = "start to in sync, full cluster";
    static final String IDLE = "idle, full cluster";
    static final String ONE = Phase.ONE.words() + ", full cluster";
    private static final String AFTER_START = ", first thing in a full cluster";

    private final Setting setting;
    private final Results results;
    private final Course course;
    private final Fleet fleet;

    FullCluster(Setting setting, Results results) {
        this.setting = setting;
        this.results = results;
        this.course = new Course(setting.plane());
        this.fleet = Fleet.of(setting.models(), course.namespace(), "example/model:1");
    }

    /** @param floor whether the floor is started into the same cluster as well */
    void deployer(Side side, boolean floor) {
        Notebook notebook = new Notebook(side, results);
        createFromStart(notebook);
        if (floor) {
            floor();
        }
        startIntoIt(notebook);
    }

    private void createFromStart(Notebook notebook) {
        Audited audited = setting.audited();
        Expected expected = new Expected();
        try (DeployerSide deployer = setting.deployer(notebook.side())) {
            deployer.wants(fleet);
            notebook.note(
                    EmptyCluster.CREATE_FROM_START,
                    course.measure(deployer.meter(), Phase.CREATE, fleet, deployer::start));
            expected.add(Phase.CREATE, fleet);
        }
        notebook.faults(audited, expected);
    }

    private void startIntoIt(Notebook notebook) {
        Audited audited = setting.audited();
        Expected expected = new Expected();
        expected.addPagesOf(fleet);
        try (DeployerSide deployer = setting.deployer(notebook.side())) {
            deployer.wants(fleet);
            Figure start = course.measure(
                    deployer.meter(),
                    () -> {
                        deployer.start();
                        deployer.awaitReady();
                        deployer.awaitReports(fleet.size());
                        return Instant.now();
                    },
                    () -> {});
            notebook.note(START, start);
            notebook.note(IDLE, idle(deployer.meter()));
            Fleet first = fleet.withImage("example/model:2").only(0);
            notebook.note(Phase.ONE.words() + AFTER_START, course.measure(deployer, Phase.ONE, first));
            expected.add(Phase.ONE, first);
            for (int i = 0; i < setting.changes(); i++) {
                Fleet one = one(i);
                notebook.note(ONE, course.measure(deployer, Phase.ONE, one));
                expected.add(Phase.ONE, one);
            }
            notebook.note(Phase.DELETE.words() + AFTER_START, course.measure(deployer, Phase.DELETE, fleet));
            expected.add(Phase.DELETE, fleet);
        }
        notebook.faults(audited, expected);
    }

    private Fleet one(int change) {
        return fleet.withImage("example/one:" + change).only(change % fleet.size());
    }

    private void floor() {
        Notebook notebook = new Notebook(Side.FLOOR, results);
        try (FloorSide floor = setting.floor()) {
            notebook.note(START, floor.measureStart(course));
            notebook.note(IDLE, idle(floor.meter()));
        }
    }

    void bareClient() {
        Notebook notebook = new Notebook(Side.BARE, results);
        try (BareClientSide bare = setting.bareClient()) {
            notebook.note(EmptyCluster.CREATE_FROM_START, course.measure(bare.meter(), Phase.CREATE, fleet, () -> {
                bare.start();
                bare.prepare(Phase.CREATE, fleet).run();
            }));
            for (int i = 0; i < setting.changes(); i++) {
                notebook.note(ONE, course.measure(bare, Phase.ONE, one(i)));
            }
            course.measure(bare, Phase.DELETE, fleet);
        }
    }

    private Figure idle(Meter meter) {
        Duration time = Duration.ofSeconds(setting.idleSeconds());
        return course.measure(
                meter,
                () -> {
                    Instant end = Instant.now().plus(time);
                    await("the end of idling")
                            .atMost(time.multipliedBy(2))
                            .until(() -> Instant.now().isAfter(end));
                    return Instant.now();
                },
                () -> {});
    }
}
