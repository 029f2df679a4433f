package com.dotscience.testing.demo;

import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.PodFate;
import com.dotscience.testing.ScratchFolder;
import com.dotscience.testing.SimulatedRollouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
            "It starts from nothing each time. The cluster is an embedded one, which keeps objects and runs no containers."
        },
        mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

    private static final int USUAL_PORT = 8800;
    private static final Duration ROLLOUT = Duration.ofSeconds(3);

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
        Place place =
                kubeconfig == null ? embedded(parts, folder) : new Place(kubeconfig, "as " + kubeconfig + " says");
        System.out.println("Starting the Gateway and the deployer ...");
        Product product = parts.add(Product.start(distribution, folder, port(), place.kubeconfig()));
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

    private static Place embedded(Parts parts, Path folder) {
        EmbeddedCluster cluster = parts.add(EmbeddedCluster.start());
        parts.add(SimulatedRollouts.start(cluster, ROLLOUT, PodFate.ready()));
        Path file = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));
        String server = cluster.kubeconfig().server();
        return new Place(file, "%-25s embedded: keeps objects, runs nothing".formatted(server));
    }

    /** The usual port of a Gateway, or 0 for any if somebody has it. */
    private static int port() {
        try (ServerSocket probe = new ServerSocket(USUAL_PORT, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }
}
