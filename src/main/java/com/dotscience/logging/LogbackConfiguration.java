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

/**
 * What is logged at which level, and what a line looks like, once {@link Logging#start} was called. It is no {@code logback.xml}
 * because to read one takes a twentieth of a start; one that somebody names ({@code -Dlogback.configurationFile}) is read
 * instead of this.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogbackConfiguration extends ContextAwareBase implements Configurator {

    static final String APPENDER = "stdout";

    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}"
            + "%replace(%X{deployment}){'(.+)', ' [$1]'} - %replace(%msg){'\\s*\\R\\s*', ' '}%n%rEx{short}";

    private static final Map<String, Level> LEVELS = Map.ofEntries(
            // Never below INFO, whatever level the rest has: these print every header of every call then, tokens among
            // them.
            entry("io.grpc.netty.NettyClientHandler", Level.INFO),
            // It warns, with a stack trace, whenever somebody ends a stream that is being written.
            entry("io.grpc.netty.NettyServerHandler", Level.ERROR),
            // It says of a connection that fails what was sent on it: a request of another protocol, query and all.
            entry("io.grpc.netty.NettyServerTransport.connections", Level.WARN),
            // It says how Camel puts itself together; Routes says how many routes run.
            entry("org.apache.camel.main.MainSupport", Level.WARN),
            entry("org.apache.camel.main.DefaultConfigurationConfigurer", Level.WARN),
            entry("org.apache.camel.support.LifecycleStrategySupport", Level.WARN),
            entry("org.apache.camel.processor.aggregate.AggregateProcessor", Level.WARN),
            // It names every address as 0.0.0.0; ManagementServer says which port it is.
            entry("org.apache.camel.component.platform.http.main.MainHttpServerUtil", Level.WARN),
            // Informers try again for ever: Connection says once what is wrong, in place of a stack trace each time.
            entry("io.fabric8.kubernetes.client.informers.impl.cache.Reflector", Level.OFF),
            entry("io.fabric8.kubernetes.client.dsl.internal.AbstractWatchManager", Level.WARN),
            // The Gateway says itself, and once, when its database is away.
            entry("com.zaxxer.hikari", Level.ERROR),
            entry("org.flywaydb", Level.WARN));

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String form = System.getProperty(Logging.PROPERTY);
        if (form == null || System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
            return ExecutionStatus.NEUTRAL;
        }
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setEncoder(form.equals(Logging.JSON) ? objects(context) : lines(context));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        context.addTurboFilter(new SaidLately());
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

    /** One a line: timestamp (ms since 1970), level, threadName, loggerName, mdc.deployment, formattedMessage, throwable. */
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
