package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Embedded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The deployer's MBean, at an MBean server that no other test knows. */
@Embedded
class DeployerMXBeanTest {

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final List<String> planned = new ArrayList<>();

    @Test
    void itIsRegisteredForAsLongAsTheDeployerRuns() throws Exception {
        DefaultCamelContext context = deployer("one");
        ObjectName name = new ObjectName("com.dotscience:type=Deployer,name=one");
        context.start();
        try {
            assertThat(server.queryNames(new ObjectName("com.dotscience:*"), null))
                    .containsExactly(name);

            JMX.newMXBeanProxy(server, name, DeployerMXBean.class).planEverything();

            assertThat(planned).containsExactly("one");
        } finally {
            context.stop();
        }
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void deployersWithOneServerAreToldApartByTheirNames() throws Exception {
        DefaultCamelContext one = deployer("one");
        DefaultCamelContext two = deployer("two");
        one.start();
        two.start();
        try {
            JMX.newMXBeanProxy(server, new ObjectName("com.dotscience:type=Deployer,name=two"), DeployerMXBean.class)
                    .planEverything();

            assertThat(planned).containsExactly("two");
        } finally {
            two.stop();
            one.stop();
        }
    }

    @Test
    void whileAnotherDeployerLeadsItDoesNothingAndNamesThatOne() {
        Console console = new Console(null, () -> Optional.of("standing by: ds-2 leads"), () -> {}, server);

        assertThatThrownBy(console::planEverything)
                .hasMessage("This deployer does nothing now, it is standing by: ds-2 leads");
        assertThatThrownBy(console::releaseHeldDeletions)
                .hasMessage("This deployer does nothing now, it is standing by: ds-2 leads");
    }

    /** It has no desired state, because only the operations for held deletions need one. */
    private DefaultCamelContext deployer(String name) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.setManagementName(name);
        context.addLifecycleStrategy(new Console(null, Optional::empty, () -> {}, server));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plan-all").process(nothing -> planned.add(name));
            }
        });
        return context;
    }
}
