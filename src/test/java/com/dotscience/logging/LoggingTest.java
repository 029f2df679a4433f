package com.dotscience.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a line of a log looks like, by the configuration that is delivered. */
@Pure
class LoggingTest {

    private static final Map<String, String> ABOUT = Map.of("deployment", "0ddb4984");

    @Test
    void asTextALineSaysWhatItIsAbout() {
        assertThat(line("text", ABOUT, "Made", null))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ INFO  Logger \\[0ddb4984] - Made\n");
        assertThat(line("text", Map.of(), "Made", null)).endsWith(" INFO  Logger - Made\n");
    }

    /** Others' words may have several lines, or try to look like a line of the log. */
    @Test
    void asTextAFactHasOneLine() {
        assertThat(line("text", ABOUT, "refused:\n  too big\r\n2026-01-01 INFO  all is well", null))
                .endsWith(" - refused: too big 2026-01-01 INFO  all is well\n")
                .containsOnlyOnce("\n");
    }

    @Test
    void asTextNoCharacterHides() {
        String message = "\u009b2J\u202egpj.exe\u007f";

        String line = line("text", Map.of("deployment", message), message, new IllegalStateException(message));

        assertThat(line).contains(" [?2J?gpj.exe?] - ?2J?gpj.exe?\n", "IllegalStateException: ?2J?gpj.exe?\n");
        assertThat(line.chars()).allMatch(character -> character < 0x7f);
    }

    @Test
    void asTextWordsInOtherScriptsStay() {
        assertThat(line("text", Map.of(), "Asked for 猫 in Zürich", null)).endsWith(" - Asked for 猫 in Zürich\n");
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
    void asJsonNoCharacterHides() throws Exception {
        String message = "\u009b2J\u202egpj.exe\u2028\u007f";

        String line = line("json", Map.of("deployment", message), message, new IllegalStateException(message));

        assertThat(line.chars()).allMatch(character -> character < 0x7f);
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("formattedMessage").asText()).isEqualTo(message);
        assertThat(json.path("mdc").path("deployment").asText()).isEqualTo(message);
        assertThat(json.path("throwable").path("message").asText()).isEqualTo(message);
    }

    /** R10: gRPC prints every header when it is asked to be that talkative. */
    @Test
    void headersAreNotLoggedWhateverTheLevelOfTheRest() {
        LoggerContext context = configured("text");
        context.getLogger("ROOT").setLevel(Level.TRACE);

        assertThat(context.getLogger("io.grpc.netty.NettyClientHandler").isDebugEnabled())
                .isFalse();
        assertThat(context.getLogger("io.grpc.netty.NettyServerHandler").isDebugEnabled())
                .isFalse();
    }

    /** So tests log as {@code logback-test.xml} says. */
    @Test
    void whoDoesNotStartTheLogOfAProgramHasItsOwn() {
        assertThat(new LogbackConfiguration().configure(new LoggerContext())).isEqualTo(ExecutionStatus.NEUTRAL);
    }

    @Test
    void whatALineIsAboutIsForgottenAfterIt() {
        Logging.about("a", () -> {
            Logging.about("b", () -> assertThat(MDC.get("deployment")).isEqualTo("b"));
            assertThat(MDC.get("deployment")).isEqualTo("a");
        });

        assertThat(MDC.get("deployment")).isNull();
    }

    private static String line(String form, Map<String, String> about, String message, Throwable thrown) {
        LoggerContext context = configured(form);
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("some.Logger"), Level.INFO, message, thrown, new Object[0]);
        event.setMDCPropertyMap(about);
        var appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender(LogbackConfiguration.APPENDER);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private static LoggerContext configured(String form) {
        LoggerContext context = new LoggerContext();
        assertThat(new LogbackConfiguration(Optional.of(form)).configure(context))
                .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        return context;
    }
}
