package com.dotscience.system.perturbation;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.testing.ManagementClient;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What people ask for in a namespace, step by step: two model deployments, of which one gets another image and a label, the other other replicas and
 * another port; then the other makes place for a third; and last a label for each that is there.
 */
final class Course {

    /** The last of them is the second pass: it is taken after a restart. */
    static final int STEPS = 4;

    private final Map<String, Deployment> wanted = new TreeMap<>();
    private final ManagementClient gateway;
    private final KubernetesClient cluster;
    private final String deployer;
    private final String namespace;
    private int asked;

    Course(ManagementClient gateway, KubernetesClient cluster, String deployer, String namespace) {
        this.gateway = gateway;
        this.cluster = cluster;
        this.deployer = deployer;
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    /** Asks for what the step is about. */
    void take(int step) {
        switch (step) {
            case 0 -> {
                create("cats");
                create("dogs");
            }
            case 1 -> {
                Deployment.Builder cats = wanted.get("cats").toBuilder().putLabels("team", "pets");
                cats.getDeploymentBuilder().setImage("example/model:2");
                update(cats);
                Deployment.Builder dogs = wanted.get("dogs").toBuilder();
                dogs.getDeploymentBuilder().setReplicas(3);
                dogs.getServiceBuilder().getPortsBuilder(0).setPort(81);
                update(dogs);
            }
            case 2 -> {
                gateway.delete(wanted.remove("dogs"));
                create("birds");
            }
            default ->
                List.copyOf(wanted.values())
                        .forEach(each -> update(each.toBuilder().putLabels("pass", "2")));
        }
    }

    /** Asks for one more in place of the last one more, and for another label of those that are there. */
    void more() {
        Deployment former = wanted.remove("more-" + asked);
        if (former != null) {
            gateway.delete(former);
        }
        asked++;
        List.copyOf(wanted.values())
                .forEach(each -> update(each.toBuilder().putLabels("asked", Integer.toString(asked))));
        create("more-" + asked);
    }

    /** Changes something of what is asked for. */
    void change(Random random) {
        asked++;
        List<String> names = List.copyOf(wanted.keySet());
        String name = names.get(random.nextInt(names.size()));
        int choice = random.nextInt(4);
        if (choice == 0 && names.size() < 5) {
            create("more-" + asked);
        } else if (choice == 1 && names.size() > 1) {
            gateway.delete(wanted.remove(name));
        } else {
            Deployment.Builder changed = wanted.get(name).toBuilder().putLabels("asked", Integer.toString(asked));
            changed.getDeploymentBuilder().setReplicas(random.nextInt(3));
            update(changed);
        }
    }

    private void create(String name) {
        wanted.put(name, gateway.create(deployer, model(namespace, name)));
    }

    /** A model with a Service and an Ingress. */
    static Deployment model(String namespace, String name) {
        return Deployment.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage("example/model:1")
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder()
                                .setName("model-http")
                                .setPort(80)
                                .setTargetPort(8501)))
                .setIngress(
                        IngressSpec.newBuilder().setClass_("nginx").setHost(name + "." + namespace + ".example.com"))
                .build();
    }

    private void update(Deployment.Builder asked) {
        wanted.put(asked.getName(), gateway.update(asked.build()));
    }

    /** Whether all is there that is asked for, as it is asked for, and nothing else. */
    boolean isReached() {
        return AsAsked.differences(cluster, namespace, wanted.values()).isEmpty();
    }

    /** What is there of all that deployers make. */
    List<HasMetadata> objects() {
        return AsAsked.objects(cluster, namespace);
    }

    /** What is asked for, what is there, and what the Gateway heard of it. */
    @Override
    public String toString() {
        return namespace + " " + wanted + "\n"
                + objects().stream()
                        .map(object ->
                                object.getKind() + " " + object.getMetadata().getName() + " "
                                        + object.getMetadata().getLabels())
                        .toList()
                + "\n"
                + wanted.values().stream()
                        .map(each -> gateway.get(each.getId()).getReport())
                        .toList();
    }
}
