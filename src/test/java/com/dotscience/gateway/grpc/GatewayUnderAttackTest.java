package com.dotscience.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.CapturedLog;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.bench.gateway.Attack;
import com.dotscience.testing.bench.gateway.HonestCalls;
import com.dotscience.testing.bench.gateway.HonestCalls.Latencies;
import com.dotscience.testing.bench.gateway.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@code hack/bench-gateway}, which measures: beside each attack no honest call fails, and no log fills. */
@Embedded
class GatewayUnderAttackTest {
    private static final int SAMPLES = 40;

    private TestGateway gateway;
    private Target honest;
    private Target hostile;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        honest = new Target(gateway.port(), gateway.createDeployer("honest").token());
        hostile = new Target(gateway.port(), gateway.createDeployer("hostile").token());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(Attack.class)
    void noHonestCallFailsBesideIt(Attack attack) throws Exception {
        try (CapturedLog log = new CapturedLog();
                HonestCalls calls = new HonestCalls(honest, gateway.adminToken(), "honest");
                Attack.Running running = attack.start(hostile, 2)) {
            Latencies latencies = calls.measure(SAMPLES);

            assertThat(running.threads()).allMatch(Thread::isAlive);
            assertThat(calls.failures()).isEmpty();
            assertThat(latencies.updates()).hasSize(SAMPLES);
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("com.dotscience"))
                    .hasSizeLessThan(5);
        }
    }
}
