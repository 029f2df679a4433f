package com.dotscience.deployer;

import com.dotscience.deployer.reconcile.GuardedDesiredState;
import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.LifecycleStrategySupport;

/** The deployer's MBean. Camel finds it among the beans, so that it is registered for as long as the deployer runs. */
final class Console extends LifecycleStrategySupport implements DeployerMXBean {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final GuardedDesiredState desired;
    private ProducerTemplate routes;
    private ObjectName name;

    Console(GuardedDesiredState desired) {
        this.desired = desired;
    }

    @Override
    public Set<String> getHeldDeletions() {
        return desired.held();
    }

    @Override
    public Set<String> releaseHeldDeletions() {
        Set<String> released = desired.release();
        routes.sendBody("direct:changed-ids", released);
        return released;
    }

    @Override
    public void planEverything() {
        routes.sendBody("direct:plan-all", null);
    }

    @Override
    public void onContextStarted(CamelContext context) {
        routes = context.createProducerTemplate();
        try {
            // Deployers in one JVM have different management names.
            name = new ObjectName("com.dotscience:type=Deployer,name=" + context.getManagementName());
            server.registerMBean(this, name);
        } catch (JMException e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @Override
    public void onContextStopping(CamelContext context) {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
