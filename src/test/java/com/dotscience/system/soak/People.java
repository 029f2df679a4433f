package com.dotscience.system.soak;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.testing.ManagementClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** They change their minds: something of some model deployment, 20 times a second. */
final class People implements AutoCloseable {

    private static final long PACE_MILLIS = 50;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<Deployment> wanted = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Supplier<ManagementClient> gateway;
    private final String deployer;
    private final String namespace;
    private final int models;
    private final Random random;
    private final Latencies latencies;
    private ScheduledFuture<?> work;
    private int asked;

    /** @param models how many model deployments they want, about */
    People(
            Supplier<ManagementClient> gateway,
            String deployer,
            String namespace,
            int models,
            Random random,
            Latencies latencies) {
        this.gateway = gateway;
        this.deployer = deployer;
        this.namespace = namespace;
        this.models = models;
        this.random = random;
        this.latencies = latencies;
    }

    void begin() {
        work = thread.scheduleAtFixedRate(this::change, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Throws whatever kept them from it. */
    void pause() throws InterruptedException, ExecutionException {
        if (work.isDone()) {
            work.get();
        }
        work.cancel(false);
        // What it is at is done then.
        thread.submit(() -> {}).get();
    }

    /** Has exactly so many wanted as there are to be. */
    synchronized void level() {
        while (wanted.size() < models) {
            create();
        }
        while (wanted.size() > models) {
            delete(random.nextInt(wanted.size()));
        }
    }

    /** Does something while they ask for nothing. */
    synchronized void aside(Runnable task) {
        task.run();
    }

    synchronized List<Deployment> wanted() {
        return List.copyOf(wanted);
    }

    /** How often they did what. */
    synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    private synchronized void change() {
        int which = random.nextInt(wanted.size());
        switch (random.nextInt(10)) {
            case 0 -> {
                if (wanted.size() < models + models / 20) {
                    create();
                }
            }
            case 1 -> {
                if (wanted.size() > models - models / 20) {
                    delete(which);
                }
            }
            case 2, 3, 4 -> setImage(which);
            case 5, 6 -> setPort(which);
            default -> scale(which);
        }
    }

    private void create() {
        String name = "model-" + ++asked;
        Deployment model = Deployment.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage("example/model:1")
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder()
                                .setName("model-http")
                                .setPort(1)
                                .setTargetPort(8501)))
                .setIngress(
                        IngressSpec.newBuilder().setClass_("nginx").setHost(name + "." + namespace + ".example.com"))
                .build();
        Instant before = Instant.now();
        Deployment made = gateway.get().create(deployer, model);
        wanted.add(made);
        note("creates", "deployments", made, before);
    }

    private void delete(int which) {
        Instant before = Instant.now();
        Deployment gone = wanted.remove(which);
        gateway.get().delete(gone);
        note("deletes", "deployments", gone, before);
    }

    private void setImage(int which) {
        Deployment.Builder changed = wanted.get(which).toBuilder();
        changed.getDeploymentBuilder().setImage("example/model:" + ++asked);
        update("image updates", "deployments", which, changed);
    }

    private void setPort(int which) {
        Deployment.Builder changed = wanted.get(which).toBuilder();
        ServicePort.Builder port = changed.getServiceBuilder().getPortsBuilder(0);
        port.setPort(port.getPort() + 1);
        update("updates", "services", which, changed);
    }

    private void scale(int which) {
        Deployment.Builder changed = wanted.get(which).toBuilder();
        DeploymentSpec.Builder spec = changed.getDeploymentBuilder();
        spec.setReplicas((spec.getReplicas() + 1) % 3);
        update("scalings", "deployments", which, changed);
    }

    private void update(String what, String resource, int which, Deployment.Builder changed) {
        Instant before = Instant.now();
        wanted.set(which, gateway.get().update(changed.build()));
        note(what, resource, wanted.get(which), before);
    }

    private void note(String what, String resource, Deployment model, Instant at) {
        counts.merge(what, 1, Integer::sum);
        String id = model.getId();
        latencies.changed(resource + "/ds-" + model.getName() + "-" + id.substring(0, id.indexOf('-')), at);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
