package com.dotscience.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import java.util.Optional;

/**
 * Configures Logback when {@link Logging#start} is called: the levels, and the form of a line. This is code and no {@code
 * logback.xml}, because reading one takes a twentieth of the time that a program needs to start. A file that {@code
 * -Dlogback.configurationFile} names is read in its place.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogbackConfiguration extends ContextAwareBase implements Configurator {

    static final String APPENDER = "stdout";

    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}"
            + "%replace(%X{deployment}){'(.+)', ' [$1]'} - %replace(%msg){'\\s*\\R\\s*', ' '}%n%rEx{short}";

    private static final Map<String, Level> LEVELS = Map.ofEntries(
            // Below INFO, it prints every header of every call, and tokens are among them.
            entry("io.grpc.netty.NettyClientHandler", Level.INFO),
            // It warns with a stack trace whenever a peer ends a stream that is being written.
            entry("io.grpc.netty.NettyServerHandler", Level.ERROR),
            // When a connection fails, it prints what was sent on it, such as the query of a request in another
            // protocol.
            entry("io.grpc.netty.NettyServerTransport.connections", Level.WARN),
            // These describe how Camel starts. Routes logs how many routes run, which is enough.
            entry("org.apache.camel.main.MainSupport", Level.WARN),
            entry("org.apache.camel.main.DefaultConfigurationConfigurer", Level.WARN),
            entry("org.apache.camel.support.LifecycleStrategySupport", Level.WARN),
            entry("org.apache.camel.processor.aggregate.AggregateProcessor", Level.WARN),
            // It logs every address as 0.0.0.0. ManagementServer logs the port.
            entry("org.apache.camel.component.platform.http.main.MainHttpServerUtil", Level.WARN),
            // Informers retry for ever, each time with a stack trace. Connection logs once what is wrong.
            entry("io.fabric8.kubernetes.client.informers.impl.cache.Reflector", Level.OFF),
            entry("io.fabric8.kubernetes.client.dsl.internal.AbstractWatchManager", Level.WARN),
            // The Gateway itself logs once that its database is unreachable.
            entry("com.zaxxer.hikari", Level.ERROR),
            entry("org.flywaydb", Level.WARN));

    private final Optional<String> form;

    /** Takes the form from a system property, because Logback creates this object and passes it nothing. */
    public LogbackConfiguration() {
        this(
                System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) == null
                        ? Optional.ofNullable(System.getProperty(Logging.PROPERTY))
                        : Optional.empty());
    }

    /** @param form of the lines; empty to leave the configuration to Logback */
    LogbackConfiguration(Optional<String> form) {
        this.form = form;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (form.isEmpty()) {
            return ExecutionStatus.NEUTRAL;
        }
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setEncoder(form.get().equals(Logging.JSON) ? objects(context) : lines(context));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        context.addTurboFilter(new RepeatedMessageFilter());
        LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> lines(LoggerContext context) {
        PatternLayoutEncoder encoder = new TextLines();
        encoder.setCharset(UTF_8);
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        return encoder;
    }

    /** Encodes one object a line: timestamp (ms since 1970), level, threadName, loggerName, mdc.deployment, formattedMessage, throwable. */
    private static Encoder<ILoggingEvent> objects(LoggerContext context) {
        JsonEncoder encoder = new JsonLines();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
