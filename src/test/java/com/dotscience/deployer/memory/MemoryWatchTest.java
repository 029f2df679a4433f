package com.dotscience.deployer.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.dotscience.testing.Pure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Pure
class MemoryWatchTest {

    private static final long MEBIBYTE = 1 << 20;
    private static final String WARNING =
            "The deployer uses 346 MiB of the 384 MiB that its container may take: give its"
                    + " container a larger memory limit, or it may be ended soon; models keep running";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(MemoryWatch.class);
    private long container = 345;
    private long heap = 10;
    private boolean limited = true;

    private final MemoryWatch memory = new MemoryWatch(List.of(
            () -> Optional.of(container)
                    .filter(use -> limited)
                    .map(use -> new MemoryUse("that its container may take", use * MEBIBYTE, 384 * MEBIBYTE)),
            () -> Optional.of(new MemoryUse("that its heap may take", heap * MEBIBYTE, 192 * MEBIBYTE))));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        memory.close();
    }

    @Test
    void nineTenthsAreSaidOnceAndAgainOnlyAfterThereWasRoom() {
        memory.look();
        assertThat(said()).as("just below nine tenths").isEmpty();
        assertThat(memory.trouble()).isEmpty();

        container = 346;
        memory.look();
        memory.look();
        assertThat(said()).containsExactly(WARNING);
        assertThat(memory.trouble()).contains(WARNING);

        container = 345;
        memory.look();
        container = 346;
        memory.look();
        assertThat(said()).as("there was hardly room in between").hasSize(1);

        container = 200;
        memory.look();
        container = 346;
        memory.look();
        assertThat(said()).containsExactly(WARNING, WARNING);
    }

    @Test
    void theLimitThatIsNearestCounts() {
        heap = 190;

        memory.look();

        assertThat(memory.use()).hasToString("190 MiB of the 192 MiB that its heap may take");
        assertThat(said()).hasSize(1);
    }

    @Test
    void whereTheContainerHasNoLimitTheHeapsBoundCounts() {
        limited = false;
        container = 384;

        assertThat(memory.use()).hasToString("10 MiB of the 192 MiB that its heap may take");
        assertThat(memory.trouble()).isEmpty();
    }

    @Test
    void thisProcessHasAHeapWithABound() {
        System.gc();

        assertThat(new HeapMemory().use())
                .hasValueSatisfying(use -> assertThat(use.used()).isPositive().isLessThanOrEqualTo(use.limit()));
    }

    private List<String> said() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
