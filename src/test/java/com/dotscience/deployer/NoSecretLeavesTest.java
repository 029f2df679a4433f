package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** R10: the token is in no log line, no JMX attribute, no report and no object. */
@Embedded
class NoSecretLeavesTest {

    private static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("com.dotscience");
    private final Level before = root.getLevel();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    };

    @BeforeEach
    void listen() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.INFO);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(appender);
        root.setLevel(before);
        ours.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTokenStaysInside(boolean fromFile, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), TOKEN);
        Map<String, String> token =
                fromFile ? Map.of("deployer.token-file", file.toString()) : Map.of("deployer.token", TOKEN);
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                GoGateway gateway = new GoGateway(TOKEN, Announcement.EMPTY).start()) {
            gateway.put(Deployment.newBuilder()
                    .setId("a")
                    .setName("a")
                    .setDeployment(DeploymentSpec.newBuilder().setImage("image:1"))
                    .build());
            Map<String, String> settings = new HashMap<>(token);
            settings.put("deployer.gateway.address", gateway.address());
            settings.put("deployer.gateway.tls", "false");
            settings.put("deployer.health.port", "0");
            settings.put("deployer.lease", "none");
            settings.put(
                    "deployer.kubeconfig",
                    cluster.kubeconfig().writeTo(folder.resolve("kubeconfig")).toString());
            DeployerApplication deployer = DeployerApplication.of(Map.of(), settings);
            deployer.start();
            try {
                await().until(() -> !gateway.reports().isEmpty());
                gateway.stop();
                await().until(() -> logged.stream().anyMatch(line -> line.startsWith("Lost the connection")));

                assertThat(managed()).hasSizeGreaterThan(100).noneMatch(text -> text.contains(TOKEN));
                assertThat(Serialization.asJson(cluster.client()
                                .apps()
                                .deployments()
                                .inAnyNamespace()
                                .list()))
                        .contains("image:1")
                        .doesNotContain(TOKEN);
                assertThat(gateway.reports().toString()).doesNotContain(TOKEN);
            } finally {
                deployer.close();
                gateway.start();
            }
        }
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(TOKEN));
    }

    /** All attributes of Camel. */
    private static List<String> managed() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> all = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                all.add(attribute.getName() + " " + value(server, name, attribute));
            }
        }
        return all;
    }

    private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return String.valueOf(server.getAttribute(name, attribute.getName()));
        } catch (JMException | RuntimeException e) {
            return "no value: " + e.getMessage();
        }
    }
}
