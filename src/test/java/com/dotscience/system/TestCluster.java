package com.dotscience.system;

import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.SimulatedRollouts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/**
 * A cluster in which rollouts happen, for one test.
 *
 * @param namespace that no other test uses
 * @param end what to do when the test is over
 */
record TestCluster(KubernetesClient client, Kubeconfig kubeconfig, String namespace, Runnable end)
        implements AutoCloseable {

    static TestCluster embedded() {
        EmbeddedCluster cluster = EmbeddedCluster.start();
        SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(100));
        return new TestCluster(cluster.client(), cluster.kubeconfig(), "models", () -> {
            rollouts.close();
            cluster.close();
        });
    }

    static TestCluster in(RealControlPlane plane) {
        FakeKubelet kubelet = FakeKubelet.start(plane);
        return new TestCluster(plane.client(), plane.admin(), plane.newNamespace("system"), kubelet::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
