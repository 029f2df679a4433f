package com.dotscience.deployer.routes;

import com.dotscience.deployer.work.FormerQueues;
import com.dotscience.deployer.work.WorkComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;

/**
 * Route files as they are delivered, with {@code errors.yaml} beside them. The components that speak to the outside are
 * mocks; so is each endpoint that a test names as an edge, and what no route handled is kept in {@link #errors}.
 */
abstract class RouteTest extends CamelMainTestSupport {

    private static final List<String> OUTSIDE = List.of("gateway", "cluster", "kubernetes-objects");

    protected final UnhandledErrors errors = new UnhandledErrors();
    private final List<String> files;

    /** @param files names in {@code routes/deployer/}, without the ending, or places as Camel names them */
    RouteTest(String... files) {
        this.files = List.of(files);
    }

    /** Endpoints that are sent to and lie outside of the files; regular expressions. */
    List<String> edges() {
        return List.of();
    }

    /** Routes, by id, whose source is replaced by {@code direct:start}. */
    List<String> startedByTest() {
        return List.of();
    }

    /** The beans that the files name. */
    Map<String, Object> beans() {
        return Map.of();
    }

    /** Settings that are not as delivered. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** The mock in the place of an edge, or of an endpoint of a component that speaks to the outside. */
    protected final MockEndpoint edge(String uri) {
        Endpoint endpoint = context().getEndpoint(uri);
        return endpoint instanceof MockEndpoint mock ? mock : getMockEndpoint("mock:" + uri.replaceFirst("\\?.*", ""));
    }

    protected final List<Object> sentTo(String uri) {
        return edge(uri).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody())
                .toList();
    }

    protected final void send(Object body) {
        template().sendBody("direct:start", body);
    }

    @Override
    protected final void configure(MainConfigurationProperties main) {
        main.withRoutesIncludePattern(Stream.concat(files.stream(), Stream.of("errors"))
                .distinct()
                .map(file -> file.contains("/") ? file : "classpath:routes/deployer/" + file + ".yaml")
                .collect(Collectors.joining(",")));
    }

    @Override
    public void configureContext(CamelContextConfiguration context) {
        super.configureContext(context);
        Properties settings = new Properties();
        settings.putAll(settings());
        context.withRegistryBinder(this::bind)
                .withUseOverridePropertiesWithPropertiesComponent(settings)
                .withShutdownTimeout(1);
        if (!edges().isEmpty()) {
            context.withMockEndpointsAndSkip(String.join("|", edges()));
        }
        startedByTest().forEach(route -> context.replaceRouteFromWith(route, "direct:start"));
    }

    private void bind(Registry registry) {
        OUTSIDE.forEach(scheme -> registry.bind(scheme, new MockComponent()));
        FormerQueues former = new FormerQueues();
        registry.bind("work", new WorkComponent(System::nanoTime));
        registry.bind("ids", former.ids());
        // Main has made Camel's own already, to configure it.
        CamelContext camel = ((CamelContextAware) registry).getCamelContext();
        camel.removeComponent("seda");
        camel.addComponent("seda", former.seda());
        Map<String, Object> beans = new HashMap<>(beans());
        beans.putIfAbsent("errors", errors);
        beans.putIfAbsent("updateMetrics", new Uncounted());
        beans.putIfAbsent("writeMetrics", new Uncounted());
        beans.forEach(registry::bind);
    }

    /** Stands for the beans that count what passes by. */
    public static final class Uncounted {

        public void received() {}

        public void changed() {}

        public void planned() {}

        public void came() {}

        public void reported() {}
    }

    /** Stands for the bean that says what no route handled. */
    public static final class UnhandledErrors {

        private final List<Exception> seen = new CopyOnWriteArrayList<>();
        private final List<String> ids = new CopyOnWriteArrayList<>();

        public void log(
                @ExchangeProperty("id") String id, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception error) {
            seen.add(error);
            ids.add(id);
        }

        /** As files of 0.1.0 name it. */
        public void say(
                @ExchangeProperty("id") String id, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception error) {
            log(id, error);
        }

        /** The model deployments that they are about. */
        List<String> ids() {
            return ids;
        }

        List<Exception> seen() {
            return seen;
        }
    }
}
