package com.dotscience.testing.bench;

import com.dotscience.testing.Command;
import com.dotscience.testing.Leash;
import com.dotscience.testing.bench.meter.Meter;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What people would use instead: kubectl, once for each phase, with one file of the same objects. */
final class KubectlSide implements Contestant {

    /** What brings objects into the cluster. */
    enum Way {
        CREATE,
        APPLY
    }

    /**
     * How it is called.
     *
     * @param cache the folder in which it keeps what an API server can do
     * @param validate whether it looks at the objects before the API server does
     */
    record Settings(Path program, Path kubeconfig, Path cache, boolean validate) {

        Settings as(Path who) {
            return new Settings(program, who, cache, validate);
        }

        /** As it names itself. */
        String version() {
            return Command.of(program.toString(), "version", "--client", "--short")
                    .output()
                    .strip();
        }

        Settings validating(boolean really) {
            return new Settings(program, kubeconfig, cache, really);
        }
    }

    private final Meter meter = Meter.create(OptionalInt.empty());
    private final Way way;
    private final Settings settings;
    private final Path folder;

    KubectlSide(Way way, Settings settings, Path folder) {
        this.way = way;
        this.settings = settings;
        this.folder = folder;
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public boolean does(Phase phase) {
        return way == Way.APPLY || phase == Phase.CREATE || phase == Phase.DELETE;
    }

    @Override
    public Runnable prepare(Phase phase, Fleet wanted) {
        KubernetesSerialization serialization = new KubernetesSerialization();
        Path file = folder.resolve("objects.yaml");
        String documents = wanted.objects().stream().map(serialization::asYaml).collect(Collectors.joining());
        try {
            Files.writeString(file, documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return () -> run(arguments(phase, file));
    }

    private List<String> arguments(Phase phase, Path file) {
        if (phase == Phase.DELETE) {
            return List.of("delete", "--wait=false", "-f", file.toString());
        }
        String verb = way == Way.CREATE ? "create" : "apply";
        return List.of(verb, "--validate=" + settings.validate(), "-f", file.toString());
    }

    private void run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                settings.program().toString(),
                "--kubeconfig=" + settings.kubeconfig(),
                "--cache-dir=" + settings.cache()));
        command.addAll(arguments);
        Path log = folder.resolve("kubectl.log");
        try {
            Process process = new ProcessBuilder(Leash.on(meter.in(command)))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        meter.close();
    }
}
