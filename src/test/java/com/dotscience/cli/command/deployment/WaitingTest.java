package com.dotscience.cli.command.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** {@code ds deployment update --wait}, at a Gateway that reports something else each time that it is asked. */
abstract class WaitingTest {

    static final ModelDeployment WANTED = ModelDeployment.newBuilder()
            .setDeployment(Deployment.newBuilder()
                    .setId("id-m")
                    .setNamespace("default")
                    .setName("m")
                    .setRevision(7)
                    .setDeployment(DeploymentSpec.newBuilder().setReplicas(2).setImage("image:1")))
            .setDeployerName("minikube")
            .build();

    FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
        gateway.deployments.add(WANTED);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    /** Sets what the Gateway reports at the next readings, one state each; the last state stays. The update itself reads first. */
    void report(ModelDeployment... states) {
        var next = new ArrayDeque<>(List.of(states));
        gateway.beforeGet = () -> {
            if (!next.isEmpty()) {
                gateway.deployments.set(0, next.poll());
            }
        };
    }

    DsRun.Result update(String... more) {
        var args = new ArrayList<>(List.of("deployment", "update", "m", "-r", "2", "--wait"));
        if (!List.of(more).contains("--timeout")) {
            args.addAll(List.of("--timeout", "1m"));
        }
        args.addAll(List.of(more));
        return DsRun.against(gateway).onTerminalOf(UTF_8).ds(args.toArray(String[]::new));
    }

    static ModelDeployment reported(Phase phase, int available, String message) {
        return WANTED.toBuilder()
                .setReport(Report.newBuilder()
                        .setPhase(phase)
                        .setMessage(message)
                        .setRevision(7)
                        .setAvailableReplicas(available))
                .build();
    }
}
