package com.dotscience.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The deployer as people run it: the program {@code ds-deployer} of the distribution, in a process of its own. */
public final class DeployerProcess implements AutoCloseable {

    private final ServerProcess process;

    private DeployerProcess(ServerProcess process) {
        this.process = process;
    }

    /**
     * Starts it against a Gateway on loopback. Its log is {@code ds-deployer.log} in the folder.
     *
     * @param distribution the folder with {@code bin} and {@code lib}
     * @param settings environment variables in addition, such as {@code DEPLOYER_CONCURRENCY}
     */
    public static DeployerProcess start(
            Path distribution,
            Path folder,
            int gatewayPort,
            String token,
            Path kubeconfig,
            Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(
                Map.of("DEPLOYER_HEALTH_HOST", "127.0.0.1", "HEALTH_PORT", "0", "DEPLOYER_LEASE", "none"));
        environment.putAll(settings);
        environment.put("GATEWAY_ADDRESS", "127.0.0.1:" + gatewayPort);
        environment.put("REQUIRE_TLS", "false");
        environment.put("TOKEN", token);
        environment.put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
        String program = distribution.resolve("bin").resolve("ds-deployer").toString();
        return new DeployerProcess(ServerProcess.start("ds-deployer", folder, List.of(program, "run"), environment));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Throws, with the end of its log, if it has ended. */
    public void mustBeAlive() {
        process.mustBeAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Asks it to end, as Kubernetes does: SIGTERM. */
    public void terminate() {
        process.terminate();
    }

    /** Waits until it ends by itself. */
    public void awaitEnd() throws InterruptedException {
        process.awaitEnd();
    }

    /** The last lines of its log. */
    public String endOfLog() {
        return process.endOfLog();
    }

    @Override
    public void close() {
        process.close();
    }
}
