package com.dotscience.deployer.gateway;

import com.dotscience.api.IngressUrl;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.desired.Update;
import com.dotscience.dialing.ProxyEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A deployer's routes around {@code gateway:}: they follow the stream, ask for the list at once, and note what comes. */
final class Follower extends RouteBuilder implements AutoCloseable {

    static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";

    /** Retries that no test has to wait for. */
    static final GatewayOptions.Timing QUICK = new GatewayOptions.Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMillis(200),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5));

    private static final ProxyEnvironment NO_PROXY = new ProxyEnvironment(Map.of());

    final List<Object> events = new CopyOnWriteArrayList<>();
    final List<Update.Snapshot> lists = new CopyOnWriteArrayList<>();
    volatile boolean broken;
    volatile Participation participation = Participation.none();
    volatile Optional<String> standingBy = Optional.empty();
    final AtomicLong position = new AtomicLong();
    final GatewayClient connection;
    final ProducerTemplate template;

    private final DefaultCamelContext context = new DefaultCamelContext();

    Follower(GatewayOptions options) throws Exception {
        this(options, () -> "");
    }

    Follower(GatewayOptions options, Supplier<String> kubernetesVersion) throws Exception {
        connection =
                new GatewayClient(options, kubernetesVersion, Optional::empty, Optional::empty, () -> participation);
        context.addComponent("gateway", new GatewayComponent(Optional.of(connection), position::get, () -> standingBy));
        context.addRoutes(this);
        context.start();
        template = context.createProducerTemplate();
    }

    static Follower of(String address) throws Exception {
        return new Follower(plaintext(address, () -> TOKEN, QUICK));
    }

    static GatewayOptions plaintext(String address, Supplier<String> token, GatewayOptions.Timing timing) {
        return new GatewayOptions(
                address, false, Optional.empty(), token, () -> false, NO_PROXY, IngressUrl.USUAL, "1.2.3", timing);
    }

    static GatewayOptions tls(String address, Path ca) {
        return new GatewayOptions(
                address, true, Optional.of(ca), () -> TOKEN, () -> false, NO_PROXY, IngressUrl.USUAL, "1.2.3", QUICK);
    }

    @Override
    public void configure() {
        from("gateway:streamDeployments")
                .routeId("gateway-stream")
                .choice()
                .when(header(GatewayComponent.EVENT).isEqualTo(GatewayComponent.CONNECTED))
                .process(exchange -> events.add(GatewayComponent.CONNECTED))
                .to("gateway:list")
                .process(exchange -> lists.add(exchange.getMessage().getBody(Update.Snapshot.class)))
                .otherwise()
                .process(exchange -> update(exchange.getMessage().getBody(Update.class)));
    }

    private void update(Update update) {
        events.add(update);
        if (broken) {
            throw new IllegalStateException("this route is broken");
        }
    }

    Update.Snapshot list() {
        return template.requestBody("gateway:list", null, Update.Snapshot.class);
    }

    void report(UpdateDeploymentRequest report) {
        template.sendBody("gateway:updateDeployment", report);
    }

    @Override
    public void close() {
        context.stop();
    }
}
