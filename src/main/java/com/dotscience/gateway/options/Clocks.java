package com.dotscience.gateway.options;

import java.time.Clock;

/**
 * The two clocks of a Gateway.
 *
 * @param wall gives the times that are shown and stored; somebody may set it while the Gateway runs
 * @param steady measures how much time has passed; it advances evenly
 */
public record Clocks(Clock wall, Clock steady) {

    /** Returns the system's clock, and a steady one that starts at its present time. */
    public static Clocks ofSystem() {
        Clock system = Clock.systemUTC();
        return new Clocks(system, new SteadyClock(system));
    }
}
