package com.dotscience.gateway.options;

import com.dotscience.clock.SteadyClock;
import java.time.Clock;

/**
 * The two clocks of a Gateway.
 *
 * @param wall gives the times that are shown and stored; somebody may set it while the Gateway runs
 * @param steady measures how much time has passed; it advances evenly
 */
public record Clocks(Clock wall, Clock steady) {

    /** Returns the system's clock, and the steady one of this process. */
    public static Clocks ofSystem() {
        return new Clocks(Clock.systemUTC(), SteadyClock.ofProcess());
    }
}
