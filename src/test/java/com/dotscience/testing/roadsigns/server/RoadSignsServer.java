package com.dotscience.testing.roadsigns.server;

import com.dotscience.testing.roadsigns.RoadSigns;
import com.dotscience.testing.roadsigns.model.RoadSignModel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the model's server until it is ended; at SIGTERM it ends at once, as TensorFlow Serving does. Options are also taken
 * from the variable {@code ROADSIGNS_OPTIONS}, separated by spaces: an image has them there. Those at the end make it a
 * model that misbehaves, as tests need it.
 */
@Command(
        name = "roadsigns",
        description = "Serves the road-sign model of the demo. A fixture, no part of the product.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class RoadSignsServer implements Callable<Integer> {

    private static final String OPTIONS = "ROADSIGNS_OPTIONS";
    private static final int MEBIBYTE = 1 << 20;

    @Option(names = "--model-version", defaultValue = "1", description = "1, or 2, which is better.")
    private int version;

    @Option(names = "--name", defaultValue = "model", description = "The name by which the model is asked for.")
    private String name;

    @Option(names = "--address", defaultValue = "0.0.0.0", description = "Where to listen.")
    private String address;

    @Option(names = "--port", defaultValue = "8501", description = "0: any free one, which the log names.")
    private int port;

    @Option(names = "--start-delay", defaultValue = "0", description = "Seconds before it listens.")
    private int startDelay;

    @Option(names = "--load-delay", defaultValue = "0", description = "Seconds for which its status is LOADING.")
    private int loadDelay;

    @Option(names = "--exit-after", description = "Seconds after which it fails; 0: before it listens.")
    private Integer exitAfter;

    @Option(names = "--eat-memory", defaultValue = "0", description = "How many MiB to fill once it listens.")
    private int eatMemory;

    @Option(
            names = "--fail-every",
            defaultValue = "0",
            description = "Answer each so many-th request for a prediction with 500; 0: none.")
    private int failEvery;

    private final Log log = new Log(System.out);
    private final List<ByteBuffer> eaten = new ArrayList<>();

    private RoadSignsServer() {}

    public static void main(String[] args) {
        // Or each answer on a kept connection waits for the client's delayed acknowledgement. Read once, at the first
        // server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("java.awt.headless", "true");
        List<String> options = new ArrayList<>();
        String fromEnvironment = System.getenv().getOrDefault(OPTIONS, "").strip();
        if (!fromEnvironment.isEmpty()) {
            options.addAll(List.of(fromEnvironment.split("\\s+")));
        }
        options.addAll(List.of(args));
        int exitCode = new CommandLine(new RoadSignsServer())
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    commandLine.getErr().println("Cannot serve: " + e.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(options.toArray(String[]::new));
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        log.say("Starting version " + version + " of the road-sign model");
        if (exitAfter != null && exitAfter == 0) {
            log.say("Cannot start: I was told to fail");
            return 1;
        }
        TimeUnit.SECONDS.sleep(startDelay);
        long loaded = System.nanoTime() + TimeUnit.SECONDS.toNanos(loadDelay);
        ServedModel model = new ServedModel(
                name, RoadSignModel.load(version), RoadSigns.load(), () -> System.nanoTime() - loaded >= 0);
        ModelServer server = new ModelServer(model, new InetSocketAddress(address, port), log, failEvery);
        log.say("Serving model " + name + " on port " + server.port());
        eatMemory();
        if (exitAfter != null) {
            TimeUnit.SECONDS.sleep(exitAfter);
            log.say("Failing, as I was told to");
            return 1;
        }
        return 0;
    }

    /** Outside the heap, which has a limit of its own: what is to end it is the container's. */
    private void eatMemory() {
        while (eaten.size() < eatMemory) {
            eaten.add(ByteBuffer.allocateDirect(MEBIBYTE));
            if (eaten.size() % 64 == 0) {
                log.say("Holding " + eaten.size() + " MiB");
            }
        }
    }
}
