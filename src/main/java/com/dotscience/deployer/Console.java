package com.dotscience.deployer;

import com.dotscience.deployer.reconcile.GuardedDesiredState;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.LifecycleStrategySupport;

/** The deployer's MBean. Camel finds it among the beans, so that it is registered for as long as the deployer runs. */
final class Console extends LifecycleStrategySupport implements DeployerMXBean {

    private final GuardedDesiredState desired;
    private final Supplier<Optional<String>> standingBy;
    private final Runnable afterRelease;
    private final MBeanServer server;
    private ProducerTemplate routes;
    private ObjectName name;

    /**
     * @param standingBy why another deployer is to be asked, a sentence for people; empty if this one may do what it is asked for
     * @param afterRelease is called when deletions have been released
     * @param server where it is registered
     */
    Console(
            GuardedDesiredState desired,
            Supplier<Optional<String>> standingBy,
            Runnable afterRelease,
            MBeanServer server) {
        this.desired = desired;
        this.standingBy = standingBy;
        this.afterRelease = afterRelease;
        this.server = server;
    }

    @Override
    public Set<String> getHeldDeletions() {
        return desired.held();
    }

    @Override
    public Set<String> releaseHeldDeletions() {
        mustLead();
        Set<String> released = desired.release();
        afterRelease.run();
        routes.sendBody("direct:changed-ids", released);
        return released;
    }

    @Override
    public void planEverything() {
        mustLead();
        routes.sendBody("direct:plan-all", null);
    }

    private void mustLead() {
        standingBy.get().ifPresent(sentence -> {
            throw new IllegalStateException("This deployer does nothing now, it is " + sentence);
        });
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
