package com.dotscience.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import com.dotscience.testing.Pure;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Pure
class RepeatedMessageFilterTest {
    private final LoggerContext context = new LoggerContext();
    private final RepeatedMessageFilter filter = new RepeatedMessageFilter();

    @Test
    void whatALibraryWarnsOfIsSaidOnceAndOurOwnWordsAlways() {
        Logger library = context.getLogger("io.grpc.netty.NettyServerStream");
        Logger ours = context.getLogger("com.dotscience.gateway.store.Database");

        assertThat(decide(library, Level.WARN, "Exception processing message")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(library, Level.WARN, "Exception processing message")).isEqualTo(FilterReply.DENY);
        assertThat(decide(library, Level.WARN, "Something else")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(library, Level.INFO, "Transport failed")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(library, Level.INFO, "Transport failed")).isEqualTo(FilterReply.DENY);
        assertThat(decide(ours, Level.WARN, "The database failed")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(ours, Level.WARN, "The database failed")).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void wordsThatChangeEachTimeFillNeitherTheLogNorTheMemory() {
        Logger library = context.getLogger("io.netty");

        long passed = IntStream.range(0, 10_000)
                .filter(i -> decide(library, Level.ERROR, "Stream " + i + " failed") == FilterReply.NEUTRAL)
                .count();

        assertThat(passed).isEqualTo(1_000);
    }

    private FilterReply decide(Logger logger, Level level, String format) {
        return filter.decide(null, logger, level, format, null, null);
    }
}
