package com.dotscience.testing.ingress;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Runs one in a pod of the cluster that it serves, on port 8080 unless {@code PORT} names another, until it is killed. */
public final class Main {

    private static final String USUAL_PORT = "8080";

    private Main() {}

    public static void main(String[] arguments) {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", USUAL_PORT));
        KubernetesClient client = new KubernetesClientBuilder().build();
        IngressController controller = IngressController.start(client, PodAddresses.inTheirNetwork(), "0.0.0.0", port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            controller.close();
            client.close();
        }));
        System.out.println("Serving Ingresses on port " + controller.port());
    }
}
