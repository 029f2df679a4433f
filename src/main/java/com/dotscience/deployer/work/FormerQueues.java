package com.dotscience.deployer.work;

import com.dotscience.deployer.deprecated.Deprecation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.support.DefaultComponent;

/**
 * The names that queues of work had before the component {@code work:} existed: {@code ids:} and a few of
 * {@code seda:}, with the options of {@code seda:}. They stay because operators' files still use them. Any other queue of
 * {@code seda:} is Camel's own.
 */
public final class FormerQueues {

    private static final Set<String> OF_SEDA = Set.of("updates", "changes", "reconcile");

    /**
     * The options that have no effect, because a queue of work always behaves so, or because they have no meaning
     * there.
     */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "purgeWhenStopping",
            "limitConcurrentConsumers",
            "multipleConsumers",
            "pollTimeout",
            "waitForTaskToComplete",
            "timeout",
            "offerTimeout",
            "failIfNoConsumers",
            "discardIfNoConsumers");

    private final Deprecation deprecation = new Deprecation();

    /** Returns the component to bind as {@code ids}. */
    public DefaultComponent ids() {
        return new DefaultComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
                return queue(this, "ids", uri, remaining, parameters);
            }
        };
    }

    /** Returns the component to bind as {@code seda}. */
    public SedaComponent seda() {
        return new SedaComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                    throws Exception {
                return OF_SEDA.contains(remaining)
                        ? queue(this, "seda", uri, remaining, parameters)
                        : super.createEndpoint(uri, remaining, parameters);
            }
        };
    }

    private Endpoint queue(Component former, String scheme, String uri, String name, Map<String, Object> parameters) {
        deprecation.warn("the queue " + scheme + ":" + name, "write work:" + name);
        WITHOUT_EFFECT.forEach(parameters::remove);
        Object workers = parameters.remove("concurrentConsumers");
        if (workers != null) {
            parameters.put("workers", workers);
        }
        Object waits = parameters.remove("blockWhenFull");
        if ("true".equals(parameters.remove("discardWhenFull"))) {
            parameters.put("whenFull", "drop");
        } else if ("false".equals(waits)) {
            parameters.put("whenFull", "fail");
        }
        return former.getCamelContext()
                .getComponent("work", WorkComponent.class)
                .createEndpoint(uri, name, parameters);
    }
}
