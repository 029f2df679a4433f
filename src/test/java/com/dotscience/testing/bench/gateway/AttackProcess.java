package com.dotscience.testing.bench.gateway;

import com.dotscience.testing.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        return new AttackProcess(ServerProcess.start(
                "attack",
                folder,
                List.of(
                        "nice",
                        "-n",
                        Integer.toString(nice),
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AttackProcess.class.getName(),
                        attack.name(),
                        Integer.toString(target.port()),
                        target.token(),
                        Integer.toString(attackers))));
    }

    /** Attacks until it is killed: ATTACK PORT TOKEN ATTACKERS. */
    public static void main(String[] args) throws InterruptedException {
        Target target = new Target(Integer.parseInt(args[1]), args[2]);
        try (Attack.Running running = Attack.valueOf(args[0]).start(target, Integer.parseInt(args[3]))) {
            TimeUnit.HOURS.sleep(running.threads().size());
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
