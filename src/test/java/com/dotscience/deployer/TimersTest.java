package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole deployer does from time to time goes on when somebody sets the clock of the machine back. */
@Embedded
class TimersTest {

    private static final String OF_A_BUNDLED_ROUTE = "timer://gateway-poll";

    @Test
    void aBundledRouteWaitsInNoTimerOfJavaWhichGoesByTheClockOfTheMachine(@TempDir Path folder) throws Exception {
        try (WholeDeployer whole = new WholeDeployer(folder)) {
            whole.start();

            await().until(() -> !threads().isEmpty());
            assertThat(threads())
                    .extracting(thread -> thread.getClass().getName())
                    .doesNotContain("java.util.TimerThread");
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(OF_A_BUNDLED_ROUTE))
                .toList();
    }
}
