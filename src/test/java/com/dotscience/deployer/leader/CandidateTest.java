package com.dotscience.deployer.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.TcpProxy;
import com.dotscience.testing.TcpProxy.Way;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One candidate for a Lease, whose API server takes what is asked and answers late. */
@Embedded
class CandidateTest {

    private static final String NAMESPACE = "deployers";

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean isHeldUp;

    @Test
    @Timeout(120)
    void aRenewalThatIsUnderWayDoesNotKeepItFromGivingTheLeaseBack() throws Exception {
        try (cluster;
                TcpProxy proxy = new TcpProxy(port(), (connection, way) -> {
                    if (way == Way.BACK && isHeldUp) {
                        answered.await(1, TimeUnit.MINUTES);
                    }
                });
                KubernetesClient client = through(proxy);
                Candidate candidate = Candidate.of(
                        "pod",
                        client,
                        NAMESPACE,
                        false,
                        () -> Optional.of("somebody"),
                        new Neighbours(Optional::empty, () -> Duration.ZERO),
                        Clock.systemUTC())) {
            candidate.start();
            await().until(() -> candidate.standingBy().isEmpty());
            isHeldUp = true;
            ZonedDateTime before = lease().getRenewTime();
            await().until(() -> !lease().getRenewTime().equals(before));

            CompletableFuture<Void> closed = CompletableFuture.runAsync(candidate::close);
            await().until(() -> closed.isDone() || isClosing());
            answered.countDown();
            closed.join();

            assertThat(lease().getHolderIdentity()).isNullOrEmpty();
        }
    }

    private int port() {
        return URI.create(cluster.kubeconfig().server()).getPort();
    }

    private KubernetesClient through(TcpProxy proxy) {
        Kubeconfig direct = cluster.kubeconfig();
        String server = direct.server().replace(":" + port(), ":" + proxy.port());
        return new KubernetesClientBuilder()
                .withConfig(new Kubeconfig(server, direct.authority(), direct.token()).config())
                .build();
    }

    private LeaseSpec lease() {
        return cluster.client()
                .leases()
                .inNamespace(NAMESPACE)
                .list()
                .getItems()
                .get(0)
                .getSpec();
    }

    private static boolean isClosing() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getState() == Thread.State.TIMED_WAITING)
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().equals(Candidate.class.getName())
                        && frame.getMethodName().equals("close"));
    }
}
