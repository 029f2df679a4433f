package com.dotscience.testing.bench.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One contestant's way through a case. */
final class Lane {

    private final Contestant contestant;
    private final Wrk wrk;
    private final Workload workload;
    private final int connections;
    private final List<Driven> rounds = new ArrayList<>();
    private Duration processorTime = Duration.ZERO;

    Lane(Contestant contestant, Wrk wrk, Workload workload, int connections) {
        this.contestant = contestant;
        this.wrk = wrk;
        this.workload = workload;
        this.connections = connections;
    }

    /** Measures nothing. */
    Driven warmUp(int seconds) {
        return drive(seconds);
    }

    Driven run(int seconds) {
        Duration before = contestant.processorTime();
        Driven driven = drive(seconds);
        processorTime = processorTime.plus(contestant.processorTime()).minus(before);
        rounds.add(driven);
        return driven;
    }

    Runs runs() {
        return new Runs(List.copyOf(rounds), processorTime.toMillis() / 1e3, contestant.peakBytes());
    }

    private Driven drive(int seconds) {
        Driven driven = wrk.drive(contestant.port(), workload, connections, seconds);
        contestant.mustBeAlive();
        return driven;
    }
}
