package com.dotscience.testing.kubelet;

import com.dotscience.testing.Leash;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One run of a container. */
interface Execution {

    /** SIGTERM. */
    void terminate();

    /** SIGKILL. */
    void kill();

    /** The exit code, when it has ended and its log is complete. */
    CompletableFuture<Integer> ended();

    /** Starts a process, which ends with this one at the latest. It knows nothing of this one's environment. */
    static Execution of(List<String> command, Map<String, String> environment, File folder, ContainerLog log) {
        ProcessBuilder builder =
                new ProcessBuilder(Leash.on(command)).directory(folder).redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("PATH", "JAVA_HOME", "HOME", "TMPDIR"));
        builder.environment().putAll(environment);
        try {
            return new OfProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of no process at all. */
    static Execution pretended() {
        return new Pretended();
    }

    /** A process. */
    final class OfProcess implements Execution {

        private final Process process;
        private final CompletableFuture<Integer> ended;

        private OfProcess(Process process, ContainerLog log) {
            this.process = process;
            CompletableFuture<Void> written = new CompletableFuture<>();
            Thread reader = new Thread(() -> read(log, written), "log-" + process.pid());
            reader.setDaemon(true);
            reader.start();
            this.ended = process.onExit().thenCombine(written, (exited, nothing) -> exited.exitValue());
        }

        private void read(ContainerLog log, CompletableFuture<Void> written) {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    log.add(line);
                }
            } catch (IOException e) {
                // It was killed.
            } finally {
                written.complete(null);
            }
        }

        @Override
        public void terminate() {
            // Process.destroy() would close the leash, too.
            process.toHandle().destroy();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }

        @Override
        public CompletableFuture<Integer> ended() {
            return ended;
        }
    }

    /** One that looks as if there were a process. */
    final class Pretended implements Execution {

        private final CompletableFuture<Integer> ended = new CompletableFuture<>();

        @Override
        public void terminate() {
            ended.complete(0);
        }

        @Override
        public void kill() {
            terminate();
        }

        @Override
        public CompletableFuture<Integer> ended() {
            return ended;
        }
    }
}
