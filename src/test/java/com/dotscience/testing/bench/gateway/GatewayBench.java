package com.dotscience.testing.bench.gateway;

import com.dotscience.testing.ScratchFolder;
import com.dotscience.testing.bench.gateway.HonestCalls.Latencies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code hack/bench-gateway}. */
@Command(
        name = "hack/bench-gateway",
        description = {
            "Attacks a Gateway that has the memory of its pod, and measures honest calls beside each attack: an update until it"
                    + " reaches a deployer's stream and a list, twenty times a second, and a list over a fresh connection once a"
                    + " second. Each attack is repeated on a Gateway that was started again.",
            "Ends with 1 if the slowest of a hundred took more than --max-ratio times what it takes without an attack, if a call"
                    + " failed, or if the Gateway ended. Needs root."
        },
        subcommands = {FanOutBench.class, DsBench.class},
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class GatewayBench implements Callable<Integer> {
    /** Until Java's compilers have seen on both sides what is measured: a cold Gateway would make the attack look harmless. */
    private static final int WARM = 3_000;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "600",
            description = "How many updates and lists, twenty a second (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--attackers",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many attack at once (default: ${DEFAULT-VALUE}).")
    private int attackers;

    @Option(
            names = "--nice",
            paramLabel = "N",
            defaultValue = "19",
            description =
                    "The attackers' priority (default: ${DEFAULT-VALUE}, the least): they have machines of their own, and"
                            + " here they are to leave the processors to those whom they attack.")
    private int nice;

    @Option(names = "--max-ratio", paramLabel = "R", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private double maxRatio;

    @Option(names = "--attack", paramLabel = "A", split = ",", description = "Only these of ${COMPLETION-CANDIDATES}.")
    private List<Attack> attacks = List.of(Attack.values());

    @Option(names = "--distribution", hidden = true, required = true)
    private Path distribution;

    private GatewayBench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new GatewayBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    /** The folder of the distribution that is measured. */
    Path distribution() {
        return distribution;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<String> broken = new ArrayList<>();
        System.out.printf(
                "p99 in ms of %d samples without and beside %d attackers; a Gateway with %d MiB. Java %s%n%n"
                        + "| Attack | Update | List | Fresh connection | Processors: Gateway | attackers | Peak memory"
                        + " | Log lines beside one for each update |%n"
                        + "|---|---|---|---|---|---|---|---|%n",
                samples, attackers, GatewayProcess.LIMIT_MEBIBYTES, Runtime.version());
        for (Attack attack : attacks) {
            Path folder = ScratchFolder.emptied(distribution.resolveSibling("bench-gateway"))
                    .path();
            Identities identities = null;
            for (String when : List.of("", ", started again")) {
                try (GatewayProcess gateway = GatewayProcess.start(distribution, folder, "gateway" + when.length())) {
                    identities = identities == null ? Identities.make(gateway) : identities.at(gateway);
                    measure(attack, when, gateway, identities, broken);
                }
            }
        }
        broken.forEach(limit -> System.err.println("hack/bench-gateway: " + limit));
        return broken.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private record Identities(String adminToken, Target honest, Target hostile) {
        static Identities make(GatewayProcess gateway) {
            String admin = gateway.adminToken();
            return new Identities(admin, gateway.deployer(admin, "honest"), gateway.deployer(admin, "hostile"));
        }

        Identities at(GatewayProcess gateway) {
            return new Identities(
                    adminToken,
                    new Target(gateway.port(), honest.token()),
                    new Target(gateway.port(), hostile.token()));
        }
    }

    private void measure(Attack attack, String when, GatewayProcess gateway, Identities who, List<String> broken)
            throws InterruptedException {
        try (HonestCalls calls = new HonestCalls(who.honest(), who.adminToken(), "honest")) {
            calls.warmUp(WARM);
            Latencies without;
            // A machine that idles takes longer to wake up than one that is attacked takes to change its mind.
            try (AttackProcess elsewhere = AttackProcess.busy(nice, gateway.folder())) {
                without = calls.measure(samples);
                elsewhere.mustBeAlive();
            }
            Latencies beside;
            long linesBefore = gateway.logLines();
            double usedBefore = gateway.processorSeconds();
            long start = System.nanoTime();
            double attackers;
            try (AttackProcess running =
                    AttackProcess.start(attack, who.hostile(), this.attackers, nice, gateway.folder())) {
                beside = calls.measure(samples);
                running.mustBeAlive();
                attackers = running.processorSeconds();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            gateway.mustBeAlive();
            String name = attack.name().toLowerCase(Locale.ROOT).replace('_', ' ') + when;
            System.out.printf(
                    "| %s | %s | %s | %s | %.2f | %.2f | %d MiB | %d |%n",
                    name,
                    compared(name + ", update", without.updates(), beside.updates(), broken),
                    compared(name + ", list", without.lists(), beside.lists(), broken),
                    compared(name + ", fresh connection", without.fresh(), beside.fresh(), broken),
                    (gateway.processorSeconds() - usedBefore) / seconds,
                    attackers / seconds,
                    gateway.peakMebibytes(),
                    gateway.logLines() - linesBefore - samples);
        }
    }

    private String compared(String what, List<Double> without, List<Double> beside, List<String> broken) {
        double ratio = Latencies.p99(beside) / Latencies.p99(without);
        if (!(ratio <= maxRatio)) {
            broken.add("%s: %.1f times what it takes without".formatted(what, ratio));
        }
        long failed = beside.stream().filter(latency -> latency.isInfinite()).count();
        if (failed > 0) {
            broken.add("%s: %d of %d failed".formatted(what, failed, beside.size()));
        }
        return "%.1f → %.1f (%.1f ×)".formatted(Latencies.p99(without), Latencies.p99(beside), ratio);
    }
}
