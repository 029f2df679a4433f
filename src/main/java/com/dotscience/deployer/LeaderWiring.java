package com.dotscience.deployer;

import com.dotscience.deployer.cluster.KubernetesClients;
import com.dotscience.deployer.gateway.GatewayClient;
import com.dotscience.deployer.gateway.ReportListener;
import com.dotscience.deployer.leader.Candidate;
import com.dotscience.deployer.leader.Leadership;
import com.dotscience.deployer.leader.Neighbours;
import com.dotscience.deployer.reconcile.IdentityInUse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** Whether this deployer is the one of its identity that writes. */
final class LeaderWiring {

    /** What {@code deployer.lease} is for a deployer that writes nothing. */
    static final String IDLE = "idle";

    private final Leadership leadership;

    LeaderWiring(
            Settings settings,
            GatewayWiring gateway,
            ClusterWiring cluster,
            IdentityInUse identity,
            CamelWiring camel,
            Clock clock) {
        String lease = settings.choice("deployer.lease", "auto", "required", "none", IDLE);
        this.leadership = switch (lease) {
            case "none" -> Leadership.withoutLease();
            case IDLE -> Leadership.ofNoWriter();
            default -> {
                Candidate candidate = Candidate.of(
                        candidate(),
                        cluster.client(),
                        namespace(settings),
                        lease.equals("auto"),
                        identity,
                        new Neighbours(
                                () -> gateway.client().flatMap(GatewayClient::withoutLease),
                                () -> gateway.client()
                                        .map(GatewayClient::silence)
                                        .orElse(Duration.ZERO)),
                        clock);
                gateway.client()
                        .ifPresent(client -> client.addListener(new ReportListener() {
                            @Override
                            public void lost() {
                                candidate.lookSoon();
                            }
                        }));
                camel.main().bind("leader", new Term(candidate));
                yield candidate;
            }
        };
    }

    private static String namespace(Settings settings) {
        String set = settings.text("deployer.lease.namespace");
        return set.isEmpty() ? KubernetesClients.ownNamespace() : set;
    }

    Leadership leadership() {
        return leadership;
    }

    /**
     * Returns the name by which a Lease tells this process from all others. The host's name, which is the pod's as a rule, is for people:
     * pods in the network of their node have that of the node.
     */
    private static String candidate() {
        String process = UUID.randomUUID().toString();
        try {
            return InetAddress.getLocalHost().getHostName() + "_" + process;
        } catch (UnknownHostException e) {
            return process;
        }
    }

    /** From the start of Camel until everything that was under way has ended. Camel finds it among the beans. */
    private static final class Term extends LifecycleStrategySupport {

        private final Candidate candidate;

        private Term(Candidate candidate) {
            this.candidate = candidate;
        }

        @Override
        public void onContextStarted(CamelContext context) {
            candidate.start();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            candidate.close();
        }
    }
}
