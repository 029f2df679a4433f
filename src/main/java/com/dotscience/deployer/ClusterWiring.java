package com.dotscience.deployer;

import com.dotscience.deployer.cluster.ClusterComponent;
import com.dotscience.deployer.cluster.KubernetesClients;
import com.dotscience.deployer.cluster.ObservedState;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.main.Main;

/** What is observed in the cluster. Everything in the deployer uses the one client. */
final class ClusterWiring {

    private final KubernetesClient client;
    private final List<String> namespaces;
    private final ClusterComponent component;

    ClusterWiring(
            Settings settings, Sources sources, KubernetesClients clients, KubernetesClient client, CamelWiring camel) {
        this.client = client;
        this.namespaces = settings.namespaces("deployer.namespaces");
        this.component = new ClusterComponent(client, namespaces, sources.resources(), clients.unanswered()::reason);
        Main main = camel.main();
        main.bind("cluster", component);
        main.bind("client", client);
    }

    KubernetesClient client() {
        return client;
    }

    ClusterComponent component() {
        return component;
    }

    /** Why the resources ModelDeployment are not known although they are to be read, a sentence for people; empty if all is well. */
    Optional<String> missingResources() {
        return component
                .resources()
                .filter(resources -> resources.all().isEmpty())
                .map(resources -> "Nothing is taken from resources ModelDeployment, and nothing is deleted: apply"
                        + " kubernetes/crd, and let the deployer's role list and watch them");
    }

    ObservedState observed() {
        return component.observed();
    }

    /** For a log line: {@code the Kubernetes API at https://10.96.0.1/, all namespaces}. */
    @Override
    public String toString() {
        return "the Kubernetes API at " + client.getMasterUrl() + ", "
                + (namespaces.isEmpty() ? "all namespaces" : "namespaces " + String.join(", ", namespaces));
    }

    /** @throws IllegalArgumentException with a sentence for people, if what the settings name is not there */
    static KubernetesClient client(KubernetesClients clients, Settings settings) {
        String kubeconfig = settings.text("deployer.kubeconfig");
        if (!kubeconfig.isEmpty()) {
            return clients.fromKubeconfig(Path.of(kubeconfig));
        }
        return settings.flag("deployer.in-cluster") ? clients.inCluster() : clients.anywhere();
    }
}
