package com.dotscience.deployer.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.dotscience.testing.Pure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Pure
class WrongPasswordsTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(WrongPasswords.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WrongPasswords wrong = new WrongPasswords(registry);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void whoMakesManyWaitsAndIsSaidOnce() {
        for (int i = 0; i < WrongPasswords.AT_ONCE; i++) {
            assertThat(wrong.pause("10.0.0.7")).isZero();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(wrong.pause("10.0.0.7")).isEqualTo(WrongPasswords.PAUSE);
        }
        assertThat(wrong.pause("10.0.0.8")).isZero();

        assertThat(registry.get("deployer.wrong.passwords").counter().count()).isEqualTo(111);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "A request from 10.0.0.7 had a wrong user or password (this is logged at most once a minute for each address)",
                        "A request from 10.0.0.8 had a wrong user or password (this is logged at most once a minute for each address)");
    }
}
