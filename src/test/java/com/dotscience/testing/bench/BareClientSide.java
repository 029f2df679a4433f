package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.testing.bench.meter.Meter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A {@link BareClient} in a virtual machine of its own, with the deployer's flags. It ends when this one does. */
final class BareClientSide implements Contestant {

    /** As many as the deployer is shipped with. */
    private static final String CALLS_UNDER_WAY = "16";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Meter meter = Meter.create(OptionalInt.empty());
    private final Path folder;
    private final Path log;
    private final List<String> command;
    private Process process;
    private int fleets;

    /** Starts nothing yet. */
    BareClientSide(Launcher deployer, Path kubeconfig, Path folder) {
        this.folder = folder;
        this.log = folder.resolve("bare-client.log");
        this.command = meter.in(deployer.insteadOfIt(BareClient.class, kubeconfig.toString(), CALLS_UNDER_WAY));
    }

    /** Returns once it can take orders. */
    void start() {
        try {
            Files.deleteIfExists(log);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("the bare client").atMost(PATIENCE).until(() -> {
            mustBeAlive();
            return log().contains(BareClient.READY);
        });
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public boolean does(Phase phase) {
        return true;
    }

    @Override
    public Runnable prepare(Phase phase, Fleet wanted) {
        mustBeAlive();
        Path file = folder.resolve("fleet-" + ++fleets);
        try (OutputStream bytes = Files.newOutputStream(file)) {
            for (Deployment model : wanted.models()) {
                model.writeDelimitedTo(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return () -> order(phase + " " + file + "\n");
    }

    private void order(String line) {
        try {
            OutputStream orders = process.getOutputStream();
            orders.write(line.getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        }
    }

    private void mustBeAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The bare client has ended:\n" + log());
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        meter.close();
    }
}
