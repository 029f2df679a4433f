package com.dotscience.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real Kubernetes with one node, whose pods are real containers. This machine reaches pods and Services by their own
 * addresses; pods have no DNS, no internet and no volumes but those of the node's own folders. Starts in some ten seconds.
 *
 * <p>Tests get the shared one of their JVM by {@link NeedsNode}. It ends with this JVM, however that ends.
 */
public final class RealNode implements AutoCloseable {

    /** Names the folder with the scripts {@code kube-node} and {@code kube-image}. */
    public static final String SCRIPTS = "KUBE_NODE";

    private static final String KUBE_NODE = "kube-node";

    // Deaf to what ends all programs of a terminal: it has to outlive them. Its input is closed by this JVM's end.
    private static final String GUARD = """
            trap '' HUP INT QUIT TERM
            while read -r line; do :; done
            exec "$@"
            """;

    /** What a node consists of. */
    public enum Part {
        API_SERVER("apiserver"),
        CONTROLLER_MANAGER("controller-manager"),
        KUBELET("kubelet"),
        CONTAINERD("containerd");

        private final String name;

        Part(String name) {
            this.name = name;
        }
    }

    // Prints the id of a process of its own, which no signal of a terminal reaches.
    private static final String IN_BACKGROUND = """
            setsid "$@" >>"/var/log/$0.log" 2>&1 </dev/null &
            echo $!
            """;

    /** A part that was started with flags of its own; closing it starts the part as it was. */
    public interface Flagged extends AutoCloseable {

        @Override
        void close();
    }

    private final Path script;
    private final ScratchFolder scratch;
    private final Path folder;
    private final Process guard;
    private KubernetesClient client;

    private RealNode(Path scripts) {
        this.script = scripts.resolve(KUBE_NODE);
        this.scratch = ScratchFolder.temporary("node-");
        this.folder = scratch.path().resolve("node");
        this.guard = startGuard();
    }

    /** The folder that {@value #SCRIPTS} names, if it is set. */
    public static Optional<Path> scripts() {
        return Optional.ofNullable(System.getenv(SCRIPTS))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }

    /**
     * Starts one, and waits until it is ready. What is missing on this machine is built first, which takes minutes, once.
     *
     * @throws RuntimeException with the end of its logs if it does not start
     */
    public static RealNode start(Path scripts) {
        RealNode node = new RealNode(scripts);
        try {
            node.script("up");
            node.client =
                    new KubernetesClientBuilder().withConfig(node.config()).build();
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** As administrator, for kubectl. */
    public Path kubeconfigFile() {
        return folder.resolve("kubeconfig");
    }

    /** A client as administrator; shared, closed with the node. */
    public KubernetesClient client() {
        return client;
    }

    /** Gives it the images of an archive: it can pull none. */
    public void load(Path archive) {
        script("image", archive.toString());
    }

    /** Stops a part of it, as its unit's stop would, and waits until it is gone; it stays away. Containers run on. */
    public void stop(Part part) {
        script("stop", part.name);
    }

    /** The same, as a crash would. */
    public void kill(Part part) {
        script("stop", part.name, "KILL");
    }

    /** Starts a part of it again; does not wait until it is ready. */
    public void start(Part part) {
        script("start", part.name);
    }

    /**
     * Kills a part of the control plane, and starts it with these flags in addition to its own; returns when the API server
     * answers.
     */
    public Flagged restart(Part part, List<String> flags) {
        String usual = run("pgrep", "-f", "^kube-" + part.name + " ").strip();
        List<String> command = new ArrayList<>(
                List.of(run("cat", "/proc/" + usual + "/cmdline").split("\0")));
        command.set(0, run("readlink", "/proc/" + usual + "/exe").strip());
        command.addAll(flags);
        command.addAll(0, List.of("sh", "-c", IN_BACKGROUND, part.name));
        kill(part);
        String flagged = run(command.toArray(String[]::new)).strip();
        awaitApiServer();
        return () -> {
            run("sh", "-c", "kill -KILL $0 && tail --pid=$0 --follow /dev/null", flagged);
            start(part);
            awaitApiServer();
        };
    }

    /** Has the API server write down all calls, which is then in {@link #auditLog()}, until what is returned is closed. */
    public Flagged restartAudited() {
        Path policy = scratch.path().resolve("audit-policy.yaml");
        try {
            Files.writeString(policy, AuditLog.POLICY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return restart(Part.API_SERVER, List.of("--audit-policy-file=" + policy, "--audit-log-path=" + auditFile()));
    }

    public AuditLog auditLog() {
        return new AuditLog(auditFile());
    }

    private Path auditFile() {
        return scratch.path().resolve("audit.log");
    }

    private void awaitApiServer() {
        await("a ready API server")
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> "ok".equals(client.raw("/readyz")));
    }

    /** The address of this machine as it reaches it, and its pods do. */
    public String host() {
        return script("host").strip();
    }

    /** What a command prints that is run among the node's processes, in its network and with its files. */
    public String run(String... command) {
        return script("exec", command);
    }

    /** Ends it, and removes it with all it has made. */
    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        try {
            guard.getOutputStream().close();
            int code = guard.waitFor();
            if (code != 0) {
                throw new IllegalStateException("The node in " + folder + " was not removed: " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scratch.delete();
    }

    private Config config() {
        try {
            return Kubeconfig.configOf(Files.readString(kubeconfigFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process startGuard() {
        try {
            return new ProcessBuilder("sh", "-c", GUARD, "guard", script.toString(), "down", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String script(String what, String... arguments) {
        List<String> words = new ArrayList<>(List.of(script.toString(), what, folder.toString()));
        words.addAll(List.of(arguments));
        return Command.of(words.toArray(String[]::new)).output();
    }
}
