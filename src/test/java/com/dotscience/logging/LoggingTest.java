package com.dotscience.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** What a line of a log looks like, by the configuration that is delivered. */
class LoggingTest {

    private static final Map<String, String> ABOUT = Map.of("deployment", "0ddb4984");

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "text")
    void asTextALineSaysWhatItIsAbout(String form) throws Exception {
        assertThat(line(form, ABOUT, "Made", null))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ INFO  Logger \\[0ddb4984] - Made\n");
        assertThat(line(form, Map.of(), "Made", null)).endsWith(" INFO  Logger - Made\n");
    }

    /** Others' words may have several lines, or try to look like a line of the log. */
    @Test
    void asTextAFactHasOneLine() throws Exception {
        assertThat(line("text", ABOUT, "refused:\n  too big\r\n2026-01-01 INFO  all is well", null))
                .endsWith(" - refused: too big 2026-01-01 INFO  all is well\n")
                .containsOnlyOnce("\n");
    }

    @Test
    void asJsonAFactIsOneObjectInOneLine() throws Exception {
        String line = line("json", ABOUT, "refused:\n\"too big\"", new IllegalStateException("a\nb"));

        assertThat(line).endsWith("\n").containsOnlyOnce("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("level").asText()).isEqualTo("INFO");
        assertThat(json.path("loggerName").asText()).isEqualTo("some.Logger");
        assertThat(json.path("timestamp").asLong()).isPositive();
        assertThat(json.path("mdc").path("deployment").asText()).isEqualTo("0ddb4984");
        assertThat(json.path("formattedMessage").asText()).isEqualTo("refused:\n\"too big\"");
        assertThat(json.path("throwable").path("message").asText()).isEqualTo("a\nb");
        assertThat(json.path("throwable").path("stepArray")).isNotEmpty();
    }

    @Test
    void whatALineIsAboutIsForgottenAfterIt() {
        Logging.about("a", () -> {
            Logging.about("b", () -> assertThat(MDC.get("deployment")).isEqualTo("b"));
            assertThat(MDC.get("deployment")).isEqualTo("a");
        });

        assertThat(MDC.get("deployment")).isNull();
    }

    private static String line(String form, Map<String, String> about, String message, Throwable thrown)
            throws JoranException {
        LoggerContext context = configured(form);
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("some.Logger"), Level.INFO, message, thrown, new Object[0]);
        event.setMDCPropertyMap(about);
        var appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stdout");
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private static LoggerContext configured(String form) throws JoranException {
        LoggerContext context = new LoggerContext();
        if (form != null) {
            context.putProperty(Logging.PROPERTY, form);
        }
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Logging.class.getResource("/logback.xml"));
        return context;
    }
}
