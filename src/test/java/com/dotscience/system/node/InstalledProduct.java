package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.Deque;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The product on a node, with the demo's ingress controller: images built and loaded, then Gateway and deployer installed by
 * typing what the README says of kind and minikube.
 */
final class InstalledProduct implements AutoCloseable {

    /** The name of the deployer. */
    static final String DEPLOYER = "kind";

    /** Where Gateway and deployer are. */
    static final String NAMESPACE = "dotscience-deployer";

    private static final String SECTION = "### In kind or minikube";

    private final RealNode node;
    private final ScratchFolder home = ScratchFolder.temporary("home-");
    private final Terminals terminals;
    private final Deque<String> lines = new ArrayDeque<>(Readme.read().script(SECTION));
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
        assertThat(nextLine()).isEqualTo("hack/images kind load docker-image");
        new NodeImages(RealNode.scripts().orElseThrow()).archives().forEach(node::load);
        node.run("mkdir", "--mode=777", "/var/lib/gateway");
        apply("volume.yaml");
        Terminals.Running gateway = terminals.type(nextLine());
        await("the Gateway's port").until(() -> {
            assertThat(gateway.process().isAlive()).as(gateway.printed()).isTrue();
            return gateway.printed().contains("hack/ds asks the Gateway");
        });
        type(nextLine());
        apply("ingress.yaml");
        ds = new Ds(distribution().resolve("bin/ds"), dsEnvironment());
        await("the deployer")
                .until(() -> ds.run("deployer", "ls").successfully().out().contains(" online "));
        await("the ingress controller")
                .until(() -> client().apps()
                        .deployments()
                        .inNamespace("ingress")
                        .withName("ingress")
                        .isReady());
    }

    /** The next of the README's lines that nobody has typed yet. */
    String nextLine() {
        return lines.remove();
    }

    /** Types a line, and waits for its end; what it prints, errors included. */
    String type(String line) throws IOException {
        Terminals.Running running = terminals.type(line);
        try {
            int code = running.process().waitFor();
            assertThat(code).as(running.line() + "\n" + running.printed()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return running.printed();
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

    private Map<String, String> dsEnvironment() {
        String token = client().apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("dotscience-gateway")
                .getLog()
                .lines()
                .filter(line -> line.startsWith("Admin token: "))
                .map(line -> line.substring("Admin token: ".length()))
                .findFirst()
                .orElseThrow();
        InetSocketAddress gateway = service(NAMESPACE, "dotscience-gateway");
        return Map.of(
                "DS_GATEWAY",
                "http://" + gateway.getHostString() + ":" + gateway.getPort(),
                "DS_TOKEN",
                token,
                "XDG_CONFIG_HOME",
                home.path().resolve("none").toString());
    }

    private void apply(String resource) {
        try (InputStream file = InstalledProduct.class.getResourceAsStream(resource)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(
                            "CLASSES",
                            Path.of("target", "test-classes").toAbsolutePath().toString());
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
