package com.dotscience.testing.bench.gateway;

import com.dotscience.testing.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * An attack from a process of its own, with a priority of its own: attackers have machines of their own, and here they are not
 * to take the processors from those whom they attack, but to keep busy what these leave.
 */
final class AttackProcess implements AutoCloseable {
    private final ServerProcess process;

    private AttackProcess(ServerProcess process) {
        this.process = process;
    }

    static AttackProcess start(Attack attack, Target target, int attackers, int nice, Path folder) {
        return start(
                folder,
                nice,
                attack.name(),
                Integer.toString(target.port()),
                target.token(),
                Integer.toString(attackers));
    }

    /** Keeps as many processors busy and attacks nobody. */
    static AttackProcess busy(int nice, Path folder) {
        return start(folder, nice);
    }

    private static AttackProcess start(Path folder, int nice, String... arguments) {
        // In a session of its own, which the kernel weighs as a whole.
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "nice",
                "-n",
                Integer.toString(nice),
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AttackProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new AttackProcess(ServerProcess.start("attack", folder, command));
    }

    /** Attacks until it is killed: ATTACK PORT TOKEN ATTACKERS. Without arguments it is busy until then. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length == 0) {
            IntStream.range(0, Runtime.getRuntime().availableProcessors())
                    .parallel()
                    .forEach(AttackProcess::spin);
            return;
        }
        Target target = new Target(Integer.parseInt(args[1]), args[2]);
        try (Attack.Running running = Attack.valueOf(args[0]).start(target, Integer.parseInt(args[3]))) {
            TimeUnit.HOURS.sleep(running.threads().size());
        }
    }

    private static void spin(int which) {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    void mustBeAlive() {
        process.mustBeAlive();
    }

    /** The processor time that it has used, in seconds. */
    double processorSeconds() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(used -> used.toMillis() / 1e3)
                .orElse(0.0);
    }

    @Override
    public void close() {
        process.close();
    }
}
