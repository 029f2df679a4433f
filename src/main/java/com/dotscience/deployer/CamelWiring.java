package com.dotscience.deployer;

import com.dotscience.deployer.clock.SteadyTimerComponent;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.Main;

/** Camel Main, as it is configured for a deployer: the others bind their beans to it, and send to its routes. */
final class CamelWiring {

    /** How long calls under way may take to finish when the program is told to stop (seconds). */
    private static final int SHUTDOWN_SECONDS = 10;

    private final Main main = new Main();

    /** @throws ConfigurationException if a value is wrong that only the routes read, where Camel would answer with a stack trace */
    CamelWiring(Settings settings, PushPort push) {
        RoutesWiring.check(settings);
        main.configure()
                .withName("ds-deployer")
                // Camel would load them before operators' files were looked at: Routes does it.
                .withRoutesIncludePattern("false")
                .withAutoConfigurationLogSummary(false)
                .withShutdownTimeout(SHUTDOWN_SECONDS)
                .withShutdownNowOnTimeout(true);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Oneline);
        Properties properties = new Properties();
        properties.putAll(settings.asProperties());
        properties.putAll(push.asProperties());
        main.setOverrideProperties(properties);
        main.bind("timer", new SteadyTimerComponent());
    }

    Main main() {
        return main;
    }

    /** Sends each body to a route, once Camel has started. What the route throws comes back to the sender. */
    <T> Consumer<T> sendTo(String uri) {
        return body -> {
            try {
                main.getCamelTemplate().sendBody(uri, body);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        };
    }
}
