package com.dotscience.testing.demo;

import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.ScratchFolder;
import com.dotscience.testing.ingress.IngressController;
import com.dotscience.testing.kubelet.DeploymentController;
import com.dotscience.testing.kubelet.Kubelet;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code hack/demo}. */
@Command(
        name = "hack/demo",
        description = {
            "Runs a Gateway, a deployer and a cluster on this machine until Ctrl-C, for hack/ds to play with.",
            "It starts from nothing each time. The cluster is an embedded one, whose pods are processes of this machine where"
                    + " they have one of the demo's images: demo/roadsigns:1 and :2, and demo/broken:1, which crashes."
        },
        mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int USUAL_PORT = 8800;
    private static final int USUAL_INGRESS_PORT = 8088;

    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description =
                    "Use this cluster instead of the embedded one. What the demo makes there stays when it ends, unless"
                            + " hack/ds removed it before.")
    private Path kubeconfig;

    @Option(names = "--distribution", hidden = true, required = true)
    private Path distribution;

    private Demo() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Demo())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    System.err.println("The demo cannot start: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Path announcement = Announcement.place(System.getenv());
        OptionalLong other = Announcement.running(announcement);
        if (other.isPresent()) {
            System.err.println(
                    "A demo is running already (process " + other.getAsLong() + "): end it with Ctrl-C first.");
            return 1;
        }
        if (kubeconfig != null && !Files.isReadable(kubeconfig)) {
            System.err.println("--kubeconfig: the file " + kubeconfig + " cannot be read.");
            return CommandLine.ExitCode.USAGE;
        }
        return run(announcement);
    }

    private int run(Path announcement) throws InterruptedException {
        Parts parts = new Parts();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interrupted.countDown();
            parts.close();
        }));
        Path folder = ScratchFolder.emptied(distribution.resolveSibling("demo")).path();
        Place place = kubeconfig == null ? embedded(parts, folder) : Place.elsewhere(kubeconfig);
        System.out.println("Starting the Gateway and the deployer ...");
        Product product = parts.add(Product.start(distribution, folder, free(USUAL_PORT), place));
        parts.add(Announcement.write(announcement, product.gateway(), product.adminToken()));
        System.out.print(Welcome.text(product.gateway(), place, folder));
        product.awaitEndOfDeployer();
        // Ctrl-C reaches the deployer too, and perhaps before it reaches us.
        if (interrupted.await(2, TimeUnit.SECONDS)) {
            return 0;
        }
        System.err.println("The deployer has ended. The end of its log:\n" + product.endOfLog());
        return 1;
    }

    private Place embedded(Parts parts, Path folder) {
        EmbeddedCluster cluster = parts.add(EmbeddedCluster.start());
        Kubelet kubelet = parts.add(Kubelet.start(cluster, new DemoImages(distribution), folder));
        parts.add(DeploymentController.start(cluster.kubeconfig()));
        IngressController ingress = parts.add(IngressController.start(
                cluster.client(),
                (pod, port) -> kubelet.port(pod, port).map(Demo::onLoopback),
                LOOPBACK,
                free(USUAL_INGRESS_PORT)));
        Path file = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));
        return Place.embedded(file, cluster.kubeconfig().server(), ingress.port());
    }

    private static SocketAddress onLoopback(int port) {
        return SocketAddress.inetSocketAddress(port, LOOPBACK);
    }

    /** This port, or 0 for any if somebody has it. */
    private static int free(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }
}
