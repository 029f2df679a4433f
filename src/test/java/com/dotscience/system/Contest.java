package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.AuditTail;
import com.dotscience.testing.Command;
import com.dotscience.testing.FreezingProxy;
import com.dotscience.testing.JavaProgram;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.MachineClock;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.ServerProcess;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Deployers of one token, processes with users of their own, each behind paths that can be cut, while there is news every 200 ms. The API
 * server's audit log says who wrote.
 */
final class Contest implements AutoCloseable {

    /** What a model of it is made of. */
    static final Set<String> MODEL_OBJECTS = Set.of("deployments", "services", "ingresses");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One each two seconds, of a Lease of 15. */
    private static final int RENEWALS = 10;

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final AuditTail log;
    private final String namespace;
    private final Path folder;
    private final Installation installation;
    private final String token;
    private final Map<String, ServerProcess> running = new HashMap<>();
    private final Map<String, FreezingProxy> toGateway = new HashMap<>();
    private final Map<String, FreezingProxy> toApiServer = new HashMap<>();
    private final Map<String, Integer> healthPorts = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AuditEvent> writes = new ArrayList<>();
    private final ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> changes;
    private Deployment model;
    private int news;

    Contest(RealControlPlane plane, Path folder) {
        this.plane = plane;
        this.client = plane.client();
        this.log = plane.auditLog().tail();
        this.namespace = plane.newNamespace("contest");
        this.folder = folder;
        this.installation = new Installation(folder, plane.admin());
        this.token = installation.gateway().createDeployer("edge").getToken();
        this.model = installation
                .gateway()
                .create(
                        "edge",
                        Installation.model(namespace, "signs").toBuilder()
                                .clearId()
                                .build());
        this.changes = people.scheduleWithFixedDelay(this::change, 0, 200, TimeUnit.MILLISECONDS);
    }

    private void change() {
        news++;
        model = installation
                .gateway()
                .update(model.toBuilder()
                        .putLabels("change", Integer.toString(news))
                        .build());
    }

    Installation installation() {
        return installation;
    }

    /** Starts one that takes part in the Lease, with all rights. */
    void start(String name) throws IOException {
        startWithAllRights(name, Map.of());
    }

    /** Starts one that takes part in the Lease, with all rights and these settings. */
    void startWithAllRights(String name, Map<String, String> settings) throws IOException {
        plane.grantAll(namespace, name);
        Map<String, String> all = new HashMap<>(settings);
        all.put("DEPLOYER_LEASE", "required");
        start(name, all);
    }

    /** Starts one that takes part in the Lease, with all rights, by a clock that can be set. */
    void start(String name, MachineClock clock) throws IOException {
        startWithAllRights(name, clock.environment());
    }

    /** Starts one that knows of no Lease, as 0.1.0. */
    void startWithoutLease(String name) throws IOException {
        plane.grantAll(namespace, name);
        start(name, Map.of("DEPLOYER_LEASE", "none"));
    }

    /** Starts one that has the rights that its user has. */
    void start(String name, Map<String, String> settings) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Map<String, String> environment = new HashMap<>(Map.of(
                "TOKEN",
                token,
                "GATEWAY_ADDRESS",
                path(toGateway, name, installation.gatewayPort()),
                "REQUIRE_TLS",
                "false",
                "KUBECONFIG",
                kubeconfig(name).writeTo(home.resolve("kubeconfig")).toString(),
                "DEPLOYER_LEASE_NAMESPACE",
                namespace,
                "DEPLOYER_HEALTH_HOST",
                "127.0.0.1",
                "HEALTH_PORT",
                Integer.toString(healthPort(name))));
        environment.putAll(settings);
        running.put(
                name,
                ServerProcess.start(
                        name, home, JavaProgram.command("com.dotscience.deployer.Deployer", "run"), environment));
    }

    private int healthPort(String name) throws IOException {
        if (!healthPorts.containsKey(name)) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                healthPorts.put(name, free.getLocalPort());
            }
        }
        return healthPorts.get(name);
    }

    /** What a process says of itself, whole. */
    String health(String name) throws IOException, InterruptedException {
        return get(name, "/health").body();
    }

    /** Where a process is asked for its health. */
    URI console(String name) {
        return URI.create("http://127.0.0.1:" + healthPorts.get(name));
    }

    private HttpResponse<String> get(String name, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(console(name).resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until a process is ready to take over. */
    void awaitStandingBy(String name) {
        await(name + " stands by")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    mustGoOn();
                    return get(name, "/health/ready").statusCode() == 200
                            && health(name).contains("\"leads\" : false");
                });
    }

    /** Waits until one of the processes says that it leads; returns its name. */
    String awaitLeader() {
        return await("a leader")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            for (String name : running.keySet()) {
                                if (health(name).contains("\"leads\" : true")) {
                                    return name;
                                }
                            }
                            return "";
                        },
                        name -> !name.isEmpty());
    }

    private Kubeconfig kubeconfig(String name) throws IOException {
        Kubeconfig direct = plane.serviceAccount(namespace, name);
        String path = path(toApiServer, name, URI.create(direct.server()).getPort());
        return new Kubeconfig("https://" + path, direct.authority(), direct.token());
    }

    private static String path(Map<String, FreezingProxy> paths, String name, int port) throws IOException {
        if (!paths.containsKey(name)) {
            paths.put(name, new FreezingProxy(port));
        }
        return paths.get(name).address().replace("localhost", "127.0.0.1");
    }

    /** The path of a process to the Gateway. */
    FreezingProxy toGateway(String name) {
        return toGateway.get(name);
    }

    /** The path of a process to the API server. */
    FreezingProxy toApiServer(String name) {
        return toApiServer.get(name);
    }

    /** SIGKILL. */
    void kill(String name) {
        running.remove(name).close();
    }

    /** SIGTERM, and waits until it has ended. */
    void terminate(String name) throws InterruptedException {
        ServerProcess ended = running.remove(name);
        ended.terminate();
        ended.awaitEnd();
    }

    void signal(String signal, String name) {
        Command.of("kill", "-" + signal, Long.toString(running.get(name).pid())).output();
    }

    /**
     * Waits until it has written each object of the model anew; returns how long that took. From then on each is as the last one to lead
     * wants it, and what the one before sends late is refused: of an object that only that one has written, the API server could not tell.
     */
    Duration awaitWritesOf(String name) {
        int before = successes().size();
        long begun = System.nanoTime();
        await("writes of " + name).atMost(PATIENCE).until(() -> {
            mustGoOn();
            return successes().stream()
                    .skip(before)
                    .filter(write -> by(write).equals(name))
                    .map(AuditEvent::resource)
                    .collect(Collectors.toSet())
                    .equals(MODEL_OBJECTS);
        });
        Duration lasted = Duration.ofNanos(System.nanoTime() - begun);
        System.out.println(name + " has written after " + lasted.toMillis() + " ms");
        return lasted;
    }

    private void mustGoOn() throws Exception {
        running.values().forEach(ServerProcess::mustBeAlive);
        if (changes.isDone()) {
            changes.get();
        }
    }

    /** Waits until the log of a process has all of these words. */
    void awaitLog(String name, String... words) {
        await().atMost(PATIENCE).until(() -> {
            mustGoOn();
            String text = log(name);
            return List.of(words).stream().allMatch(text::contains);
        });
    }

    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve(name + ".log"));
    }

    /** Of objects of the model, those that the API server took, in the order in which it answered. */
    List<AuditEvent> successes() {
        log.next().stream()
                .filter(event -> event.namespace().equals(namespace)
                        && event.isWrite()
                        && MODEL_OBJECTS.contains(event.resource())
                        && event.userAgent().startsWith("ds-deployer")
                        && event.code() < 300)
                .forEach(writes::add);
        writes.sort(Comparator.comparing(AuditEvent::answered));
        return List.copyOf(writes);
    }

    /** Who wrote, one after the other. */
    List<String> hands() {
        List<String> hands = new ArrayList<>();
        for (AuditEvent write : successes()) {
            String name = by(write);
            if (hands.isEmpty() || !hands.get(hands.size() - 1).equals(name)) {
                hands.add(name);
            }
        }
        return hands;
    }

    private String by(AuditEvent write) {
        return write.user().substring(write.user().lastIndexOf(':') + 1);
    }

    /** What was created, each as often as it was. */
    List<String> created() {
        return successes().stream()
                .filter(write -> write.verb().equals("create"))
                .map(AuditEvent::resource)
                .toList();
    }

    /** Waits until the one that leads has renewed the Lease for longer than it lasts, and says how far ahead its clock is. */
    Duration awaitRenewals() {
        Set<ZonedDateTime> renewals = new HashSet<>();
        AtomicReference<Duration> ahead = new AtomicReference<>();
        await("renewals").atMost(PATIENCE).until(() -> {
            mustGoOn();
            ZonedDateTime renewed = lease().getSpec().getRenewTime();
            renewals.add(renewed);
            ahead.set(Duration.between(Instant.now(), renewed));
            return renewals.size() > RENEWALS;
        });
        return ahead.get();
    }

    Lease lease() {
        return client.leases().inNamespace(namespace).list().getItems().get(0);
    }

    String namespace() {
        return namespace;
    }

    /** No more news; waits until the last has been reported as taken. */
    void awaitLastNewsReported() throws InterruptedException {
        endNews();
        await("the report of the last news").atMost(PATIENCE).until(() -> {
            ModelDeployment known = installation.known(model);
            return known.getReport().getRevision() == known.getDeployment().getRevision();
        });
    }

    /** From now on there is no news. */
    void endNews() throws InterruptedException {
        people.shutdown();
        assertThat(people.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Override
    public void close() throws Exception {
        endNews();
        running.values().forEach(ServerProcess::close);
        for (FreezingProxy each : toGateway.values()) {
            each.close();
        }
        for (FreezingProxy each : toApiServer.values()) {
            each.close();
        }
        installation.close();
    }
}
