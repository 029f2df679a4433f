package com.dotscience.deployer.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.dotscience.deployer.states.Exploration.Result;
import com.dotscience.testing.Embedded;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

@Embedded
class EveryStateTest {

    /** Whoever changes events, or what is remembered, has another number here, and says why. */
    private static final int STATES = 40_660;

    /** What a deployer remembers of its work tells a few worlds apart on one machine and not on another. */
    private static final int MORE_OR_LESS = 20;

    @Test
    void theRulesHoldInEachAndFromEachAllBecomesAsItIsWanted() {
        long begun = System.nanoTime();
        Result result = new Exploration(EnumSet.allOf(Event.Kind.class), 20).explore(1, 4, 3);
        System.out.printf(
                "%d states, %d transitions, %d ms%n",
                result.states(), result.transitions(), (System.nanoTime() - begun) / 1_000_000);

        assertThat(result.broken()).isEmpty();
        assertThat(result.states()).isCloseTo(STATES, within(MORE_OR_LESS));
    }
}
