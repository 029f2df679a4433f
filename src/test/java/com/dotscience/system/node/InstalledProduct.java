package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Kubectl;
import com.dotscience.testing.NodeImages;
import com.dotscience.testing.Readme;
import com.dotscience.testing.RealNode;
import com.dotscience.testing.ScratchFolder;
import com.dotscience.testing.demo.Terminals;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The product on a node, with the demo's ingress controller: images built and loaded, then everything typed that
 * {@code docs/install.md} says of kind and minikube, up to a prediction.
 */
final class InstalledProduct implements AutoCloseable {

    /** The name of the deployer. */
    static final String DEPLOYER = "kind";

    /** Where Gateway and deployer are. */
    static final String NAMESPACE = "dotscience-deployer";

    private static final String SECTION = "## In kind or minikube";

    private final RealNode node;
    private final ScratchFolder home = ScratchFolder.temporary("home-");
    private final Terminals terminals;
    private final Deque<String> lines =
            new ArrayDeque<>(Readme.document("install.md").script(SECTION));
    private final List<String> printed = new ArrayList<>();
    private Ds ds;

    private InstalledProduct(RealNode node) throws IOException {
        this.node = node;
        this.terminals = new Terminals(
                home.path(), Map.of("KUBECONFIG", node.kubeconfigFile().toString()));
    }

    static InstalledProduct on(RealNode node) {
        try {
            InstalledProduct product = new InstalledProduct(node);
            try {
                product.install();
                return product;
            } catch (IOException | RuntimeException | Error e) {
                product.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install() throws IOException {
        assertThat(lines.remove()).isEqualTo("hack/images kind load docker-image");
        new NodeImages(RealNode.scripts().orElseThrow()).archives().forEach(node::load);
        makeVolume("gateway");
        Terminals.Running gateway = terminals.type(lines.remove());
        await("the Gateway's port").until(() -> {
            assertThat(gateway.process().isAlive()).as(gateway.printed()).isTrue();
            return gateway.printed().contains("hack/ds asks the Gateway");
        });
        apply(
                "ingress.yaml",
                Map.of(
                        "CLASSES",
                        Path.of("target", "test-classes").toAbsolutePath().toString()));
        while (lines.size() > 1) {
            printed.add(type(lines.remove()));
        }
        String last = lines.remove();
        // A Service sends something to a pod a moment after the pod is ready.
        await(last).ignoreExceptionsInstanceOf(IOException.class).until(() -> printed.add(type(last)));
        ds = new Ds(distribution().resolve("bin/ds"), dsEnvironment());
        ds.run("deployment", "rm", "roadsigns").successfully();
        await("the ingress controller")
                .until(() -> client().apps()
                        .deployments()
                        .inNamespace("ingress")
                        .withName("ingress")
                        .isReady());
    }

    /** What its commands printed, from the one on that makes the deployer known. */
    List<String> printed() {
        return printed;
    }

    /** Types a line, and waits for its end; what it prints, errors included. */
    private String type(String line) throws IOException {
        Terminals.Running running = terminals.type(line);
        try {
            if (running.process().waitFor() != 0) {
                throw new IOException(line + "\n" + running.printed());
            }
            return running.printed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    RealNode node() {
        return node;
    }

    KubernetesClient client() {
        return node.client();
    }

    /** Asks the Gateway at its Service: a port-forward goes through kubelet, which is not always there. */
    Ds ds() {
        return ds;
    }

    /** Types a command of kubectl; what it prints. */
    String kubectl(String... arguments) {
        return Kubectl.run(node.kubeconfigFile(), arguments);
    }

    /** As the cluster's owner: restarts the deployer with these variables more, and waits until it is back. */
    void set(String... variables) {
        List<String> line = new ArrayList<>(List.of("-n", NAMESPACE, "set", "env", "deployment/dotscience-deployer"));
        line.addAll(List.of(variables));
        kubectl(line.toArray(String[]::new));
        kubectl("-n", NAMESPACE, "rollout", "status", "deployment/dotscience-deployer");
        await("the deployer's connection")
                .until(() -> ds.run("deployer", "ls").successfully().out().contains("online"));
    }

    /** As the cluster's owner: lets the deployer own what a model deployment can do without, as {@code docs/install.md} has it. */
    void allowOptionalKinds() {
        for (String file : List.of("cluster-role.yaml", "cluster-role-binding.yaml")) {
            kubectl("apply", "-f", "kubernetes/overlays/optional-kinds/" + file);
        }
    }

    /** A new namespace for model deployments, whose name starts so. */
    String newNamespace(String prefix) {
        var namespace = client().namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix + "-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
        await().until(() -> client().serviceAccounts()
                        .inNamespace(namespace)
                        .withName("default")
                        .get()
                != null);
        return namespace;
    }

    /** Where Ingresses are served. */
    InetSocketAddress ingress() {
        return service("ingress", "ingress");
    }

    /** Where the first port of a Service is. */
    InetSocketAddress service(String namespace, String name) {
        var spec =
                client().services().inNamespace(namespace).withName(name).get().getSpec();
        return new InetSocketAddress(spec.getClusterIP(), spec.getPorts().get(0).getPort());
    }

    /** A volume for the next claim, since nothing provisions any here. */
    void makeVolume(String name) {
        node.run("mkdir", "--mode=777", "/var/lib/" + name);
        apply("volume.yaml", Map.of("NAME", name));
    }

    /** A new one of the Gateway in a namespace: that before stops working. */
    String resetAdminToken(String namespace) {
        return Kubectl.run(
                        node.kubeconfigFile(),
                        "--namespace",
                        namespace,
                        "exec",
                        "deployment/dotscience-gateway",
                        "--",
                        "ds-gateway",
                        "reset-admin-token")
                .strip();
    }

    /** As hack/cluster-gateway has it made and keeps it for hack/ds. */
    private String announcedAdminToken() {
        Properties announcement = new Properties();
        try (InputStream file = Files.newInputStream(home.path().resolve(".config/dotscience/demo.properties"))) {
            announcement.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return announcement.getProperty("token");
    }

    private Map<String, String> dsEnvironment() {
        InetSocketAddress gateway = service(NAMESPACE, "dotscience-gateway");
        return Map.of(
                "DS_GATEWAY",
                "http://" + gateway.getHostString() + ":" + gateway.getPort(),
                "DS_TOKEN",
                announcedAdminToken(),
                "XDG_CONFIG_HOME",
                home.path().resolve("none").toString());
    }

    private void apply(String resource, Map<String, String> values) {
        try (InputStream file = InstalledProduct.class.getResourceAsStream(resource)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            client().resourceList(text).create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder with {@code bin}. */
    static Path distribution() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(path -> Files.isExecutable(path.resolve("bin/ds")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("mvn package makes the distribution in target"))
                    .toAbsolutePath();
        }
    }

    @Override
    public void close() {
        try {
            terminals.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        home.delete();
    }
}
