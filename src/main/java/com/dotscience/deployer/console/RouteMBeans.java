package com.dotscience.deployer.console;

import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.Service;
import org.apache.camel.management.DefaultManagementObjectStrategy;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.EventNotifier;

/**
 * Decides which MBeans Camel registers: those of the context, its health and its routes. The 110 others (endpoints, producers, thread
 * pools and so on) take a tenth of the start, and the console shows none of them. Camel itself leaves out those of steps
 * ({@code jmx-management-mbeans-level}).
 */
public final class RouteMBeans extends DefaultManagementObjectStrategy implements CamelContextCustomizer {

    @Override
    public void configure(CamelContext context) {
        context.getManagementStrategy().setManagementObjectStrategy(this);
    }

    @Override
    public Object getManagedObjectForComponent(CamelContext context, Component component, String name) {
        return null;
    }

    @Override
    public Object getManagedObjectForDataFormat(CamelContext context, DataFormat dataFormat) {
        return null;
    }

    @Override
    public Object getManagedObjectForEndpoint(CamelContext context, Endpoint endpoint) {
        return null;
    }

    @Override
    public Object getManagedObjectForConsumer(CamelContext context, Consumer consumer) {
        return null;
    }

    @Override
    public Object getManagedObjectForProducer(CamelContext context, Producer producer) {
        return null;
    }

    @Override
    public Object getManagedObjectForService(CamelContext context, Service service) {
        return null;
    }

    @Override
    public Object getManagedObjectForEventNotifier(CamelContext context, EventNotifier notifier) {
        return null;
    }

    @Override
    public Object getManagedObjectForThreadPool(
            CamelContext context, ThreadPoolExecutor pool, String id, String source, String route, String profile) {
        return null;
    }
}
