package com.dotscience.testing.bench.meter;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** What the commands that are started in it use, their children included. */
public interface Meter extends AutoCloseable {

    /**
     * A control group if this user may make one, else {@code /proc}.
     *
     * @param limit of memory in MiB, which only a control group holds anybody to
     */
    static Meter create(OptionalInt limit) {
        return ControlGroup.ifPossible(limit).<Meter>map(group -> group).orElseGet(ProcessTree::new);
    }

    /** How it measures, in words. */
    String method();

    /** The command that runs this one in it. */
    List<String> in(List<String> command);

    /** All that has been used up to now, by those that have ended too. */
    Duration processor();

    /** The most memory that was held at a time up to now. */
    long peakMebibytes();

    /** To be called once all that ran in it has ended. */
    @Override
    void close();
}
